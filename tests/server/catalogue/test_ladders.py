"""Ladders on pages: pictures with their tables, and the way from one class to another."""


def test_a_small_plan_is_drawn_whole_and_told_in_rows(read):
    page = read("/ladders/")
    assert page.count("<svg") == 1
    assert "The same as a table" in page
    assert "River Inspector" in page


def test_a_class_stands_in_its_picture_and_every_box_leads_to_its_page(read):
    page = read("/ladders/0672/")
    assert 'href="/classes/0671/"' in page
    assert 'href="/classes/0673/"' in page
    assert "experience in the class" in page


def test_every_move_of_the_picture_stands_in_the_table(read):
    page = read("/ladders/0672/")
    moves = page.count('class="move ')
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert moves == table.count("<tr>")
    assert moves > 1


def test_pictures_of_another_day_stay_on_that_day(read):
    page = read("/ladders/0672/?on=2018-01-01")
    assert 'href="/classes/0671/?on=2018-01-01"' in page
    assert "/classes/0690/" not in page


def test_a_class_without_an_edition_then_has_no_ladder(read):
    assert "The class has no edition in force on January 1, 2018" in read("/ladders/5120/?on=2018-01-01")


def test_the_way_has_time_and_credentials_for_each_step(read):
    page = read("/ladders/route/?from=0671&to=supervising+river+inspector")
    assert "2 steps, 4 years." in page
    assert page.count('<li class="step">') == 2
    assert "Driver license" in page
    assert "As in an earlier step:" in page


def test_no_way_is_said(read):
    page = read("/ladders/route/?from=0673&to=0671")
    assert "No way leads from Supervising River Inspector to River Inspector" in page


def test_a_name_nobody_bears_is_explained_at_its_field(read):
    page = read("/ladders/route/?from=astronaut&to=0673")
    assert 'id="from-trouble">No class has or had the code or title “astronaut”.' in page


def test_one_and_the_same_class_is_no_way(read):
    assert "one and the same class" in read("/ladders/route/?from=0671&to=levee+warden")


def test_an_empty_form_explains_itself(read):
    assert "Enter two classes" in read("/ladders/route/")

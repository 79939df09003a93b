# Chores of a developer. `just` alone lists them.
set windows-shell := ["powershell", "-NoLogo", "-Command"]

# The tools of the environment the README makes; without one, those uv brings
run := if path_exists(".venv/bin/pytest") == "true" {
  ".venv/bin/"
} else if path_exists(".venv/Scripts/pytest.exe") == "true" {
  ".venv/Scripts/"
} else {
  "uv run "
}

_default:
    @just --list

# Everything a change must pass
check: lint types imports test

# Style and likely mistakes
lint:
    {{run}}ruff check .
    {{run}}ruff format --check .

# Static types, strictly
types:
    {{run}}mypy

# Imports point one way
imports:
    {{run}}lint-imports

# All tests; `just test tests/cli -k schema` for some
test *WHICH:
    {{run}}pytest {{WHICH}}

# Write the generated reference pages anew
docs:
    {{run}}python docs/generate.py

# Write the OpenAPI document of the web API anew
openapi:
    {{run}}python -m meritplan.server.api.description docs/web/openapi.json

# Write the sample documents of PDF and DOCX anew
samples:
    {{run}}python tests/samples/make.py

# Documents a second, stage by stage
bench *WHICH:
    uv run --group bench python benchmarks/reading.py {{WHICH}}

# Bring both lock files up to date with pyproject.toml (they name no index: yours is used)
lock *OPTIONS:
    uv pip compile {{lock_options}} {{OPTIONS}} --extra server pyproject.toml -o requirements.lock
    uv pip compile {{lock_options}} {{OPTIONS}} --group dev --extra server --extra pools pyproject.toml -o requirements-dev.lock

lock_options := "--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header"

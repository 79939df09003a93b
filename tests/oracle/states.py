"""The states by abbreviation, as issuers are compared (C13)."""

STATES = dict(
    each.split("=")
    for each in """al=alabama ak=alaska az=arizona ar=arkansas ca=california co=colorado ct=connecticut de=delaware
    fl=florida ga=georgia hi=hawaii id=idaho il=illinois in=indiana ia=iowa ks=kansas ky=kentucky la=louisiana me=maine
    md=maryland ma=massachusetts mi=michigan mn=minnesota ms=mississippi mo=missouri mt=montana ne=nebraska nv=nevada
    nh=new_hampshire nj=new_jersey nm=new_mexico ny=new_york nc=north_carolina nd=north_dakota oh=ohio ok=oklahoma
    or=oregon pa=pennsylvania ri=rhode_island sc=south_carolina sd=south_dakota tn=tennessee tx=texas ut=utah
    vt=vermont va=virginia wa=washington wv=west_virginia wi=wisconsin wy=wyoming""".split()
)
STATES = {short: name.replace("_", " ") for short, name in STATES.items()}

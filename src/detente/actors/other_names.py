"""Names of states and territories in the languages of Unicode CLDR, and short forms of names.

The table of names is written by ``docs/territory_names.py`` from what Babel holds of CLDR, and read
when a name is met that our own tables do not know.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from detente import frame_files

_LETTERS = (
    "AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT "
    "AU:AUS AW:ABW AX:ALA AZ:AZE BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI "
    "BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS BT:BTN BV:BVT BW:BWA BY:BLR "
    "BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN "
    "CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA "
    "DO:DOM DZ:DZA EC:ECU EE:EST EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH EU:EU FI:FIN FJ:FJI "
    "FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF GG:GGY GH:GHA GI:GIB "
    "GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG "
    "HM:HMD HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ "
    "IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM "
    "KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA LI:LIE LK:LKA LR:LBR "
    "LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL "
    "MK:MKD ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV "
    "MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR "
    "NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG PH:PHL PK:PAK PL:POL "
    "PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS "
    "RW:RWA SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE "
    "SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD "
    "TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON TR:TUR TT:TTO TV:TUV "
    "TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI UN:UN US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN "
    "VG:VGB VI:VIR VN:VNM VU:VUT WF:WLF WS:WSM XK:XKX YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE "
)
AREAS: dict[str, str] = dict(pair.split(":") for pair in _LETTERS.split())
"""Two letters of a territory to its three letters (ISO 3166-1), and two bodies that CLDR names."""
BODIES = ("EU", "UN")
"""Letters that name a body of states."""
SHORT = {
    "dem": "democratic",
    "dpr": "democratic peoples republic of",
    "eq": "equatorial",
    "fed": "federated",
    "is": "islands",
    "isl": "islands",
    "n": "north",
    "rep": "republic",
    "s": "south",
    "st": "saint",
    "sts": "states",
}
"""Words that are written short, in the reduced form of a name."""
SEVERAL = {"virgin islands": ("VGB", "VIR"), "samoa islands": ("ASM", "WSM")}
"""Names that mean several territories, though no language of CLDR says so."""


@cache
def _table() -> dict[str, str]:
    """Read the names: reduced name to letters, with blanks between those of several."""
    content = files("detente.actors").joinpath("tables/territory_names.csv.gz").read_bytes()
    frame = frame_files.read_csv(content, infer_schema=False)
    return dict(frame.select("name", "letters").iter_rows())


def letters_of(folded: str) -> tuple[str, ...]:
    """Give the letters of the territories that a name means in any language.

    Parameters
    ----------
    folded : str
        The name, reduced by `detente.actors.names.fold`.

    Returns
    -------
    tuple of str
        Three letters of each territory, ``EU`` or ``UN``; empty where no language has the name.

    Examples
    --------
    >>> letters_of("frankreich"), letters_of("kongo"), letters_of("atlantis")
    (('FRA',), ('COD', 'COG'), ())
    """
    if folded in SEVERAL:
        return SEVERAL[folded]
    return tuple(AREAS[letters] for letters in _table().get(folded, "").split())


def all_names() -> dict[str, tuple[str, ...]]:
    """Give every name with the letters of the territories that it means.

    Examples
    --------
    >>> len(all_names()) > 30_000
    True
    """
    return {name: tuple(AREAS[one] for one in said.split()) for name, said in _table().items()}


def spelled_out(folded: str) -> str:
    """Write the short words of a name out.

    Parameters
    ----------
    folded : str
        The name, reduced by `detente.actors.names.fold`.

    Examples
    --------
    >>> spelled_out("dem rep of the congo"), spelled_out("eq guinea")
    ('democratic republic of the congo', 'equatorial guinea')
    """
    return " ".join(SHORT.get(word, word) for word in folded.split())

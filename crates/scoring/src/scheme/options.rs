//! The words that keys may hold: what the parsers accept, the manual lists and the schema for editors offers.
use super::*;

pub(super) const ROUNDINGS: [(&str, Rounding); 4] = [
    ("half_up", Rounding::HalfUp),
    ("down", Rounding::Down),
    ("half_even", Rounding::HalfEven),
    ("up", Rounding::Up),
];

pub(super) const PERIODS: [(&str, &str); 5] = [
    ("month", "month"),
    ("quarter", "quarter"),
    ("half_year", "half_year"),
    ("year", "year"),
    ("term", "term"),
];

pub(super) const COMPARES: [(&str, Compare); 2] = [("total", Compare::Total), ("rate", Compare::Rate)];

pub(super) const EXEMPTIONS: [(&str, ExemptionEffect); 2] =
    [("skip_all", ExemptionEffect::SkipAll), ("skip_deductions", ExemptionEffect::SkipDeductions)];

pub(super) const FLOORS: [(&str, FloorApplies); 2] =
    [("before_bonus", FloorApplies::BeforeBonus), ("after_bonus", FloorApplies::AfterBonus)];

pub(super) const MECHANICS: [(&str, &str); 17] = [
    ("base", "base"),
    ("tally", "tally"),
    ("deductions", "deductions"),
    ("flat", "flat"),
    ("checklist", "checklist"),
    ("target", "target"),
    ("sequence", "sequence"),
    ("pieces", "pieces"),
    ("factor", "factor"),
    ("rate", "rate"),
    ("rating", "rating"),
    ("poll", "poll"),
    ("report", "report"),
    ("manual", "manual"),
    ("ratio", "ratio"),
    ("place_points", "place_points"),
    ("rollup", "rollup"),
];

pub(super) const AUTHORSHIPS: [(&str, Authorship); 2] =
    [("alone", Authorship::Alone), ("joint", Authorship::Joint)];

pub(super) const COUNTS: [(&str, Count); 3] =
    [("facts", Count::Facts), ("pieces", Count::Pieces), ("quantity", Count::Quantity)];

/// What a statistic shows, each with keys of its own.
pub(super) const SHOWS: [(&str, u8); 3] = [("rate", 0), ("count", 1), ("good", 2)];

pub(super) const PARTS: [(&str, Part); 3] =
    [("proportional", Part::Proportional), ("none", Part::None), ("full", Part::Full)];

pub(super) const METHODS: [(&str, ShareMethod); 4] = [
    ("equal", ShareMethod::Equal),
    ("half_each", ShareMethod::HalfEach),
    ("first_all", ShareMethod::FirstAll),
    ("first_half", ShareMethod::FirstHalf),
];

pub(super) const SCOPES: [(&str, Scope); 2] = [("piece", Scope::Piece), ("subject", Scope::Subject)];

pub(super) const COMBINES: [(&str, Combine); 2] = [("sum", Combine::Sum), ("highest", Combine::Highest)];

pub(super) const LOWER_STAGES: [(&str, bool); 2] = [("implied", true), ("separate", false)];

/// Ratings are never counted as nothing.
pub(super) const MISSING: [(&str, Missing); 2] = [("exclude", Missing::Exclude), ("full", Missing::Full)];

pub(super) const MISSING_OR_ZERO: [(&str, Missing); 3] =
    [("exclude", Missing::Exclude), ("full", Missing::Full), ("zero", Missing::Zero)];

pub(super) const MISSING_FULL: [(&str, Missing); 1] = [("full", Missing::Full)];

pub(super) const DUES: [(&str, Due); 3] =
    [("always", Due::Always), ("first_half", Due::FirstHalf), ("second_half", Due::SecondHalf)];

/// What fewer than the target are worth; `off` has keys of its own.
pub(super) const BELOWS: [(&str, u8); 3] = [("zero", 0), ("proportional", 1), ("off", 2)];

pub(super) const EACHES: [(&str, Each); 3] =
    [("period", Each::Period), ("month", Each::Month), ("quarter", Each::Quarter)];

pub(super) const TAKES: [(&str, Take); 4] =
    [("mean", Take::Mean), ("sum", Take::Sum), ("highest", Take::Highest), ("latest", Take::Latest)];

/// Forms of a ballot, each with keys of its own.
pub(super) const FORMS: [(&str, u8); 4] = [("choice", 0), ("bands", 1), ("score", 2), ("rank", 3)];

pub(super) const FEWER_GROUPS: [(&str, bool); 2] = [("reweigh", true), ("missing", false)];

pub(super) const TO: [(&str, To); 3] = [("best", To::Best), ("sum", To::Sum), ("mean", To::Mean)];

pub(super) const PLACE_TIES: [(&str, PlaceTies); 2] = [("same", PlaceTies::Same), ("mean", PlaceTies::Mean)];

/// Ways to put cycles together; `weighted` has a key of its own.
pub(super) const ROLLINGS: [(&str, u8); 3] = [("mean", 0), ("sum", 1), ("weighted", 2)];

/// Whether a multiplier takes in the bonus.
pub(super) const APPLIES: [(&str, bool); 2] = [("before_bonus", false), ("after_bonus", true)];

pub(super) const LINE_TIES: [(&str, LineTies); 2] =
    [("include", LineTies::Include), ("exclude", LineTies::Exclude)];

pub(super) const CADENCES: [(&str, Cadence); 2] =
    [("every_period", Cadence::EveryPeriod), ("year_end", Cadence::YearEnd)];

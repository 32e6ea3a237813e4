//! Every number that shapes the province, in one place, to be tuned.
//!
//! Chances are in thousandths. A [`Slope`] runs from the idlest to the keenest member.

/// A chance or a mean that grows with a member's zeal, from `idle` (zeal 0) to `keen` (zeal 1000).
#[derive(Clone, Copy)]
pub(crate) struct Slope {
    pub(crate) idle: u32,
    pub(crate) keen: u32,
}

impl Slope {
    const fn new(idle: u32, keen: u32) -> Self {
        Self { idle, keen }
    }

    /// The value at a zeal between 0 and 1000.
    pub(crate) fn at(self, zeal: u32) -> u32 {
        let zeal = zeal.min(1000);
        (self.idle * (1000 - zeal) + self.keen * zeal) / 1000
    }
}

// People.
pub(crate) const MEMBERS: usize = 586;
pub(crate) const STANDING_MEMBERS: usize = 98;
pub(crate) const LEADERS: usize = 12;
pub(crate) const JOINERS: usize = 6;
pub(crate) const LEAVERS: usize = 4;
/// Members who are ill, posted away or abroad; with the leaders they make the 24 exempt.
pub(crate) const AWAY: usize = 12;
pub(crate) const NAMESAKE_PAIRS: usize = 3;
pub(crate) const DOTTED_NAMES: usize = 16;
pub(crate) const STAFF: usize = 320;
/// Members who do next to nothing, besides the fixed cast.
pub(crate) const WEAK_EXTRA: usize = 1;
pub(crate) const WEAK_ZEAL: (u32, u32) = (20, 110);
/// Zeal of the others is the mean of three draws from here.
pub(crate) const ZEAL: (u32, u32) = (330, 1000);
/// How much of a half-year's zeal is habit; the rest is drawn anew.
pub(crate) const HABIT: u32 = 780;
/// Two-character names that a clerk writes with a space in the roster.
pub(crate) const SPACED_IN_ROSTER: u32 = 350;

/// How much of everything a half-year holds.
pub(crate) struct Load {
    pub(crate) plenary_sittings: u32,
    pub(crate) standing_sessions: u32,
    pub(crate) other_days: u32,
    pub(crate) committee_meetings: u32,
    pub(crate) sector_meetings: u32,
    /// First proposals of a member: chance of one, then of each further one.
    pub(crate) proposal_first: Slope,
    pub(crate) proposal_more: Slope,
    /// Mean joint signers of a proposal, in hundredths.
    pub(crate) joint_signers: u32,
    pub(crate) study_classes: u32,
    pub(crate) lectures: u32,
}

/// 2025 second half, 2026 first half.
pub(crate) const LOADS: [Load; 2] = [
    Load {
        plenary_sittings: 4,
        standing_sessions: 3,
        other_days: 6,
        committee_meetings: 10,
        sector_meetings: 9,
        proposal_first: Slope::new(180, 800),
        proposal_more: Slope::new(0, 600),
        joint_signers: 680,
        study_classes: 9,
        lectures: 6,
    },
    Load {
        plenary_sittings: 12,
        standing_sessions: 3,
        other_days: 4,
        committee_meetings: 9,
        sector_meetings: 8,
        proposal_first: Slope::new(260, 960),
        proposal_more: Slope::new(0, 700),
        joint_signers: 560,
        study_classes: 8,
        lectures: 5,
    },
];

// Attendance.
pub(crate) const PLENARY: Slope = Slope::new(972, 998);
pub(crate) const STANDING: Slope = Slope::new(825, 970);
pub(crate) const OTHER_MEETING: Slope = Slope::new(760, 985);
pub(crate) const COMMITTEE_MEETING: Slope = Slope::new(680, 985);
pub(crate) const SECTOR_MEETING: Slope = Slope::new(660, 985);
/// A weak member's chance as a share of everybody's.
pub(crate) const WEAK_ATTENDS: u32 = 520;
/// A leader attends nearly everything.
pub(crate) const LEADER_ATTENDS: u32 = 990;
/// Of those who came: late, or left early.
pub(crate) const LATE: u32 = 12;
pub(crate) const EARLY: u32 = 4;
/// Of those who did not come: without leave.
pub(crate) const ABSENT: u32 = 90;
pub(crate) const WEAK_ABSENT: u32 = 420;
/// Ordinary members sit in on one standing session in this many.
pub(crate) const SIT_IN_EVERY: u32 = 3;

// Proposals, in thousandths of those submitted.
pub(crate) const PROPOSAL_REFUSED: u32 = 110;
pub(crate) const PROPOSAL_KEY: u32 = 45;
pub(crate) const PROPOSAL_EXCELLENT: u32 = 70;
pub(crate) const PROPOSAL_ALONE: u32 = 220;
pub(crate) const PROPOSALS_MOST: u32 = 11;
/// How gladly one puts a name to another's proposal.
pub(crate) const SIGNS: Slope = Slope::new(40, 620);

// Means per member and half-year, in hundredths.
pub(crate) const BRIEFS: Slope = Slope::new(30, 440);
pub(crate) const SECTOR_WORK: Slope = Slope::new(220, 1500);
pub(crate) const READING: Slope = Slope::new(130, 1010);
pub(crate) const SERVICE: Slope = Slope::new(30, 350);
pub(crate) const PUBLICITY: Slope = Slope::new(20, 290);
pub(crate) const SPEECH: Slope = Slope::new(5, 150);
pub(crate) const COMMUNITY_TALKS: Slope = Slope::new(30, 300);

// Social-opinion briefs, in thousandths.
pub(crate) const BRIEF_ADOPTED: Slope = Slope::new(180, 520);
pub(crate) const BRIEF_INSTRUCTION: Slope = Slope::new(20, 110);
pub(crate) const BRIEF_JOINT: u32 = 260;

// Events with many names.
pub(crate) const RESEARCH_TOPICS: u32 = 78;
pub(crate) const RESEARCH_PEOPLE: (u32, u32) = (8, 22);
pub(crate) const SUPERVISIONS: u32 = 46;
pub(crate) const SUPERVISION_PEOPLE: (u32, u32) = (8, 24);
pub(crate) const CONSULTATIONS: u32 = 34;
pub(crate) const CONSULTATION_PEOPLE: (u32, u32) = (16, 40);
pub(crate) const CLASS_PEOPLE: (u32, u32) = (60, 130);
pub(crate) const LECTURE_PEOPLE: (u32, u32) = (90, 210);
/// How gladly one joins an event.
pub(crate) const JOINS: Slope = Slope::new(60, 700);

// Papers.
pub(crate) const SUMMARY_GIVEN: Slope = Slope::new(820, 1000);
pub(crate) const SUMMARY_LATE: Slope = Slope::new(160, 10);
pub(crate) const AWARDS: u32 = 64;
pub(crate) const DISCIPLINE: u32 = 3;

// Ratings, in hundredths of a point: the mean, and how far one vote-count strays.
pub(crate) const RATED_BY_COMMITTEE: Slope = Slope::new(7000, 9800);
pub(crate) const RATED_BY_SECTOR: Slope = Slope::new(7200, 9750);
pub(crate) const RATING_STRAYS: u32 = 380;
pub(crate) const WEAK_RATING: u32 = 5600;
/// Members left unrated on purpose.
pub(crate) const RATINGS_MISSING: u32 = 12;

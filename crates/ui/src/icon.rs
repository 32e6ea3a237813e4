//! The few line icons. They stand only beside words: in the bottom bar of a phone and on its largest button.

use maud::{Markup, html};

/// A line icon, drawn by the stylesheet's stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A house: 首页, 案头.
    Home,
    /// Three columns: 考评, 我的分.
    Chart,
    /// A list with a tick: 督办.
    Task,
    /// A pen: 报送.
    Pen,
    /// A calendar: 会议.
    Calendar,
    /// Two people: 委员, 支部.
    People,
    /// A page: 公文, 制度.
    Paper,
    /// Three dots: 更多.
    More,
    /// A viewfinder: 扫码签到.
    Scan,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
            Self::Chart => "M5 20V11M12 20V4M19 20v-6M3 20h18",
            Self::Task => "M4 6h10M4 12h10M4 18h7M16 17l2 2 4-5",
            Self::Pen => "M5 20l1-4L16.5 5.5l3 3L9 19zM14.5 7.5l3 3",
            Self::Calendar => "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
            Self::People => {
                "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3 3 0 010 6M18 14.5c2 .8 3 2.600 3 5.5"
            }
            Self::Paper => "M6 3.500h9l3.500 3.500v13.500H6zM9 10h6.500M9 13.500h6.500M9 17h4",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Scan => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M4 12h16",
        }
    }

    /// The drawing. It says nothing to a screen reader: the word beside it does.
    pub fn svg(self) -> Markup {
        let width = (self == Self::More).then_some("3");
        html! { svg viewBox="0 0 24 24" aria-hidden="true" { path d=(self.path()) stroke-width=[width] {} } }
    }
}

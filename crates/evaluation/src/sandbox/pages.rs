//! The page of the sandbox: what is compared, the figures, who comes above a line and who falls below.
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::Scheme;
use lvzhi_scoring::sandbox::{CutLine, Mover};
use maud::{Markup, html};
use uuid::Uuid;

use super::choice::{Choice, Choices};
use super::web::View;
use super::words::{agreement, firmness, line_label};
use super::{Answer, effect_page, firm_page, mover_page};
use crate::EVALUATION;
use lvzhi_people::SEE_MEMBER;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Slope, Slopes, Stat, Tone};

/// What the form offers and what is chosen there.
pub(super) struct Form<'a> {
    pub choices: &'a Choices,
    pub before: Option<&'a Choice>,
    pub after: Option<&'a Choice>,
    pub cycle: Option<&'a cycle::Model>,
}

/// An answer and what it is about.
pub(super) struct Shown<'a> {
    pub view: &'a View,
    pub labels: (&'a Choice, &'a Choice),
    pub cycle: &'a cycle::Model,
    pub before: &'a Scheme,
    pub after: &'a Scheme,
    pub answer: &'a Answer,
}

impl Shown<'_> {
    /// This page with another line or page of movers.
    pub(super) fn href(&self, line: &str, page: u64) -> String {
        let (a, b, cycle) = (self.labels.0.id, self.labels.1.id, self.cycle.id);
        format!("/evaluation/sandbox?a={a}&b={b}&cycle={cycle}&line={line}&page={page}")
    }

    /// A person's name, leading to his score of the cycle where one may read it.
    pub(super) fn person(&self, frame: &Frame, subject: &str) -> Markup {
        let name = self.answer.name(subject);
        let known = subject.parse::<Uuid>().is_ok() && self.after.subject == "member";
        html! {
            @if known && frame.may_all(SEE_MEMBER) {
                a href={ "/evaluation/cycles/" (self.cycle.id) "/members/" (subject) } { (name) }
            } @else { (name) }
        }
    }
}

/// Why there is nothing to show.
pub(super) enum Why<'a> {
    NothingChosen,
    Same,
    Broken(&'a Choice),
    OtherSubjects,
    OtherCycle,
    NoCycle,
}

const CRUMBS: &[(&str, &str)] = &[("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")];

/// The form alone, and why nothing was computed.
pub(super) fn nothing(frame: &Frame, form: &Form<'_>, why: &Why<'_>) -> Markup {
    let said = match why {
        _ if form.choices.cycles.is_empty() => ui::empty(
            "还没有可用的履职记录",
            "试算用已核算周期里冻结的履职记录。先核算一个考评周期。",
            Some(("看考评周期", "/evaluation")),
        ),
        Why::NothingChosen if form.choices.schemes.len() < 2 => ui::empty(
            "还没有可比的办法",
            "要有两份办法才能比：一份现行的，一份改后的。可以先起草新的一版。",
            Some(("看考评办法", "/evaluation/schemes")),
        ),
        Why::NothingChosen => ui::message(
            Tone::Plain,
            html! { "选两份办法，看同样的履职记录按它们各算一遍有什么不同。" },
            html! {},
        ),
        Why::Same => ui::message(
            Tone::Soon,
            html! { "选的是同一份办法，内容一字不差，名次不会有变化。请另选一份。" },
            html! {},
        ),
        Why::Broken(draft) => ui::message(
            Tone::Bad,
            html! { (draft.label) " 还有错误，算不了。改好以后再试算。" },
            html! { a href={ "/evaluation/schemes/drafts/" (draft.id) } { "看草稿" } },
        ),
        Why::OtherSubjects => {
            ui::message(Tone::Bad, html! { "两份办法考的不是同一种对象，不能比。请另选一份。" }, html! {})
        }
        Why::OtherCycle => ui::message(
            Tone::Bad,
            html! { "这个周期考的不是这两份办法的对象，履职记录用不上。请另选一个周期。" },
            html! {},
        ),
        Why::NoCycle => {
            ui::message(Tone::Soon, html! { "这种对象还没有核算过的周期，没有履职记录可用。" }, html! {})
        }
    };
    let content = html! {
        (ui::head("试算", html! { "采用一版办法之前，先看谁升谁降、对谁不利。只试算，不改动已公布的成绩。" }, html! {}))
        (form_of(form))
        (said)
    };
    frame.page(EVALUATION, "试算", CRUMBS, content)
}

fn form_of(form: &Form<'_>) -> Markup {
    let schemes = |empty: &str| {
        let mut options = vec![(String::new(), empty.to_owned())];
        options
            .extend(form.choices.schemes.iter().map(|choice| (choice.id.to_string(), choice.label.clone())));
        options
    };
    let cycles: Vec<_> =
        form.choices.cycles.iter().map(|cycle| (cycle.id.to_string(), cycle.name.clone())).collect();
    let id = |choice: Option<&Choice>| choice.map(|choice| choice.id.to_string()).unwrap_or_default();
    html! {
        form class="filter trial" method="get" action="/evaluation/sandbox" aria-label="试算什么" {
            (ui::filter_select("a", "现行", &schemes("选一份"), &id(form.before)))
            (ui::filter_select("b", "改后", &schemes("选一份"), &id(form.after)))
            @if !cycles.is_empty() {
                (ui::filter_select("cycle", "履职记录", &cycles, &form.cycle.map(|cycle| cycle.id.to_string()).unwrap_or_default()))
            }
            button class="btn sm primary" type="submit" { "试算" }
        }
    }
}

/// The answer.
pub(super) fn page(frame: &Frame, form: &Form<'_>, shown: &Shown<'_>) -> Markup {
    let sub = html! {
        "履职记录用 " (shown.cycle.name) "的，" (shown.labels.0.label) " 改为 " (shown.labels.1.label) "。"
        b { "只试算，不改动已公布的成绩。" }
    };
    let content = html! {
        (ui::head("试算", sub, html! {}))
        (form_of(form))
        (changes(shown))
        (figures(shown))
        div class="cols" {
            div class="w6" { (near_the_line(frame, shown)) }
            div class="w6" { (effect_page::worst(shown)) }
        }
        (mover_page::table(frame, shown))
        (effect_page::all(frame, shown))
        div class="cols mt5" {
            div class="w6" { (firm_page::firm(shown)) (firm_page::rules(shown)) }
            div class="w6" { (firm_page::at_risk(frame, shown)) (firm_page::deciding(frame, shown)) }
        }
    };
    frame.page(EVALUATION, "试算", CRUMBS, content)
}

/// How many changes are listed before one has to open the rest.
const LISTED: usize = 6;

/// What the changed scheme changes, in the words of the 办法.
fn changes(shown: &Shown<'_>) -> Markup {
    let changes = &shown.answer.changes;
    let list = |sentences: &[String]| html! { ul class="list chg" { @for sentence in sentences { li { (sentence) } } } };
    let (first, rest) = changes.split_at(changes.len().min(LISTED));
    ui::section(
        "改了什么",
        &format!("{} 处", changes.len()),
        html! {},
        html! {
            @if changes.is_empty() { p class="mute" { "规则没有变，只改了注释或写法。" } }
            (list(first))
            @if !rest.is_empty() {
                details { summary { span class="tw" aria-hidden="true" {} "还有 " (rest.len()) " 处" } (list(rest)) }
            }
        },
    )
}

fn figures(shown: &Shown<'_>) -> Markup {
    let report = &shown.answer.report;
    let mut items = vec![Stat {
        label: "名次变动",
        value: shown.answer.moved().to_string(),
        unit: "人",
        note: html! { "排名次的 " b { (report.people) } " 人" },
    }];
    let labels: Vec<(String, &CutLine)> =
        report.lines.iter().map(|line| (format!("升入{}", line_label(line.share)), line)).collect();
    for (label, line) in &labels {
        let note = html! { "跌出 " b { (line.left.len()) } " 人，分数线 " b { (line.score.0.to_one_decimal()) } " → " b { (line.score.1.to_one_decimal()) } };
        items.push(Stat { label, value: line.entered.len().to_string(), unit: "人", note });
    }
    let firm = firmness(report.after.stability.mean).trim_start_matches("次序");
    items.push(Stat {
        label: "改后的次序",
        value: firm.to_owned(),
        unit: "",
        note: html! { (agreement(report.agreement)) },
    });
    ui::stats(&items)
}

/// How many of each direction are drawn.
const DRAWN: usize = 4;

fn near_the_line(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let lines = &shown.answer.report.lines;
    let wanted = lines.iter().find(|line| percent(line) == shown.view.line);
    let Some(line) = wanted.or_else(|| lines.last()) else { return html! {} };
    let label = line_label(line.share);
    let words: Vec<_> =
        lines.iter().map(|line| (line_label(line.share), shown.href(&percent(line), 1))).collect();
    let links: Vec<_> =
        words.iter().map(|(word, href)| (word.as_str(), href.as_str(), *word == label)).collect();
    let (entered, left) = (crossing(shown, &line.entered), crossing(shown, &line.left));
    let body = if entered.is_empty() && left.is_empty() {
        html! { p class="mute" { "没有人升入或跌出" (label) "。" } }
    } else {
        chart(&label, line, &entered, &left)
    };
    let note = format!("{label} 线附近");
    html! {
        (ui::section("谁升谁降", &note, html! { span class="more no-print" { (ui::segments("看哪条线", &links)) } }, html! {
            (body)
            (names(frame, shown, &format!("升入{label}"), &line.entered))
            (names(frame, shown, &format!("跌出{label}"), &line.left))
        }))
    }
}

/// “60”.
fn percent(line: &CutLine) -> String {
    line.share.to_percent().trim_end_matches('%').to_owned()
}

/// Those who cross a line, the farthest moved first.
fn crossing<'a>(shown: &'a Shown<'_>, ids: &[String]) -> Vec<&'a Mover> {
    let movers = shown.answer.report.movers.iter();
    movers.filter(|mover| mover.climbed().is_some() && ids.contains(&mover.subject)).collect()
}

fn chart(label: &str, line: &CutLine, entered: &[&Mover], left: &[&Mover]) -> Markup {
    let place = |mover: &Mover| (mover.place.0.unwrap_or_default(), mover.place.1.unwrap_or_default());
    let drawn = entered.iter().take(DRAWN).chain(left.iter().take(DRAWN));
    let people: Vec<_> = drawn.map(|mover| Slope { name: &mover.name, place: place(mover) }).collect();
    // Equal places may fill more than the share: the last place above lies between those who stand and those who do not.
    let between = |above: Option<u32>, below: Option<u32>, people: u32| {
        let below = below.map_or(u32::MAX, |below| below.saturating_sub(1));
        people.max(above.unwrap_or_default()).min(below)
    };
    let last = (
        between(
            left.iter().map(|m| place(m).0).max(),
            entered.iter().map(|m| place(m).0).min(),
            line.people.0,
        ),
        between(
            entered.iter().map(|m| place(m).1).max(),
            left.iter().map(|m| place(m).1).min(),
            line.people.1,
        ),
    );
    let (name, line) = (format!("{label} 线附近的名次变化"), format!("{label} 线"));
    ui::slope(&Slopes { name: &name, heads: ("现行", "改后"), line: &line, last, people: &people })
}

fn names(frame: &Frame, shown: &Shown<'_>, what: &str, ids: &[String]) -> Markup {
    html! {
        @if !ids.is_empty() {
            details class="data" open[frame.print] {
                summary { (what) " " (ids.len()) " 人" }
                p { @for (at, id) in ids.iter().enumerate() { @if at > 0 { "、" } (shown.person(frame, id)) } }
            }
        }
    }
}

//! From the indicators to the score: what caps took off, what the sum is, how it is converted. Every line adds up.
use lvzhi_scoring::{Line, Points};
use maud::{Markup, html};

use super::score_page::Score;
use lvzhi_ui::{self as ui, Column};

/// Points of a group after its cap: what its indicators gave and what the cap took off.
pub(super) fn group_points(score: &Score, group: &str) -> Points {
    let indicators = score.detail.assessment.indicators.iter();
    let of_group = |id: &str| score.rulebook.scheme.indicator(id).is_some_and(|i| i.group == group);
    let given = sum(indicators.filter(|indicator| of_group(&indicator.id)).map(|indicator| indicator.points));
    Points(given.0 + sum(cap_lines(score, group).map(|line| line.points)).0)
}

/// What the cap of a group did, if it did anything.
pub(super) fn cap_lines<'a>(score: &'a Score, group: &str) -> impl Iterator<Item = &'a Line> {
    score.detail.assessment.adjustments.iter().filter(move |line| line.rule == group)
}

fn sum(points: impl Iterator<Item = Points>) -> Points {
    Points(points.map(|points| points.0).sum())
}

/// Points with a true minus sign.
pub(super) fn signed(points: Points) -> String {
    points.to_string().replace('-', "−")
}

/// The table from the indicators to the score.
pub(super) fn table(score: &Score) -> Markup {
    let assessment = &score.detail.assessment;
    let given = sum(assessment.indicators.iter().map(|indicator| indicator.points));
    let converted = assessment.score != assessment.total;
    let full = score.rulebook.scheme.total.unwrap_or(assessment.max);
    let columns = [Column::new("步骤").hidden(), Column::new("说明").hidden(), Column::num("分").hidden()];
    let row = |name: &str, why: &str, points: String, strong: bool| {
        html! {
            tr {
                th scope="row" class=(if strong { "nowrap" } else { "lite nowrap" }) { (name) }
                td class="mute" { (why) }
                td class="num" { @if strong { b { (points) } } @else { (points) } }
            }
        }
    };
    let body = html! {
        (row("各项合计", &format!("{} 项得分相加", assessment.indicators.len()), signed(given), false))
        @for line in &assessment.adjustments { (row("封顶调整", &line.reason, signed(line.points), false)) }
        @if converted {
            (row("实得", &format!("可得满分 {} 分，少于 {full} 分的原因见说明", assessment.max), signed(assessment.total), false))
            (row("总分", &format!("折算：{} ÷ {} × {full}，名次和等次按它", assessment.total, assessment.max), signed(assessment.score), true))
        } @else {
            (row("总分", "名次和等次按它", signed(assessment.score), true))
        }
    };
    html! {
        h3 class="gh" id="reckoning" { span { "总分怎么来" } span {} span {} }
        (ui::table("总分怎么来", "dense plain", &columns, body))
    }
}

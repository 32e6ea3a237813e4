//! Layout on the kit page.
use maud::{Markup, html};

use super::{LONG, shown, stat};
use crate::{self as ui, Button, Page, Tone};

pub(super) fn group(_: &Page) -> Markup {
    html! {
        (shown("标题", "", ui::head_with(html! { "名次 " span class="h-sub" { "2026 年上半年" } }, html! { (LONG) }, html! {
            (ui::button_link(Button::Plain, "导出", "#")) (ui::button_link(Button::Primary, "发布", "#"))
        })))
        (shown("数字", "0 和 100 000", ui::stats(&[stat("在办", "96", "件"), stat("逾期", "0", "件"), stat("全部", "100,000", "件")])))
        (messages())
        (shown("空", "好消息，和还没有", html! {
            (ui::empty("没有逾期事项", "在办 96 件都在时限内。", None))
            (ui::empty("名册还是空的", "导入委员名册后，考勤、提案等才对得上人。", Some(("导入委员名册", "#"))))
        }))
        (shown("等待", "0、一半、办完", html! {
            (ui::job("正在重算 562 人", "约 4 秒，可离开本页。", 0, 562))
            (ui::job(LONG, "可离开本页。", 281, 562))
            (ui::job("重算 100,000 人", "算完了。", 100_000, 100_000))
        }))
        (buttons())
        (ui::side(shown("旁栏", "", html! { p { (LONG) } }), html! {
            (ui::slip("现在要办", true, html! { p class="sm mute" { "公示已期满。" } (ui::submit(Button::Primary, "转入复核")) }))
            (ui::slip("不急", false, html! { p class="sm mute" { (LONG) } }))
        }))
        (ui::section_in("", "分栏", "用 section_in", ui::more("看全部", "#"), ui::kv(&[
            ("姓名", html! { "端木青" }), ("单位", html! { (LONG) }), ("备注", html! { "没有写" }),
        ])))
        (shown("切换和翻页", "", html! {
            p { (ui::segments("看法", &[("看图", "#", true), ("看数", "#", false)])) }
            (ui::pager(1, 1, "一页", |page| format!("?page={page}")))
            (ui::pager(7, 2_000, "共 100,000 条，每页 50 条", |page| format!("?page={page}")))
        }))
        (ui::toast("已存。", Some(("撤回", "#"))))
    }
}

fn messages() -> Markup {
    let remarks =
        ["身份没有“king”这一项，没有用它筛选。".to_owned(), format!("“{LONG}”不是页码，显示第 1 页。")];
    shown(
        "消息",
        "四种口气",
        html! {
            @for (tone, text) in [(Tone::Plain, "发布的成绩不再改动。"), (Tone::Good, "账号建好了。"), (Tone::Soon, "剩 1 个工作日。"), (Tone::Bad, LONG)] {
                div class="mb4" { (ui::message(tone, html! { (text) }, ui::more("看看", "#"))) }
            }
            (ui::remarks(&remarks))
        },
    )
}

fn buttons() -> Markup {
    let kinds = [Button::Plain, Button::Primary, Button::Quiet, Button::Danger, Button::Small];
    let words = ["导出", "发布", "不改了", "撤回", "给他建"];
    shown(
        "按钮",
        "能按、不能按、很长",
        html! {
            p class="acts" { @for (kind, word) in kinds.into_iter().zip(words) { (ui::button_link(kind, word, "#")) } }
            div class="acts" { @for (kind, word) in kinds.into_iter().zip(words) { (ui::post_button(kind, word, "/kit?group=layout", &[("a", "b")])) } }
            p class="acts" { (ui::button_off("还有 3 处错误，改好才能送审")) (ui::button_link(Button::Plain, LONG, "#")) }
        },
    )
}

//! Form fields on the kit page.
use maud::{Markup, html};

use super::{LONG, shown};
use crate::{self as ui, Button, Field, Page};

const WRONG: &str = "不能早于今天。最早填 2026-07-15。";

pub(super) fn group(_: &Page) -> Markup {
    html! {
        (shown("有错的表单", "总目在上，光标在第一处错", wrong()))
        (shown("各种字段", "空、已填、可不填", sound()))
        (shown("别人先改了", "", ui::overtaken(&[
            ("手机", "13700000001".to_owned(), "13700000002".to_owned()), ("备注", LONG.to_owned(), String::new()),
        ])))
    }
}

fn wrong() -> Markup {
    let errors =
        [("due", format!("时限：{WRONG}")), ("note", "备注最多 200 个字，现在是 201 个。".to_owned())];
    let options = [(String::new(), "请选择".to_owned()), ("1".to_owned(), "环境资源界".to_owned())];
    html! {
        (ui::error_summary(&errors))
        form class="form" method="post" action="/kit?group=forms" {
            (ui::hidden("seen", "1"))
            (ui::date_field(&Field::new("due", "时限").value("2026-07-01").error(Some(WRONG)).required().autofocus()))
            (ui::textarea_field(&Field::new("note", "备注").value(LONG).error(Some("备注最多 200 个字，现在是 201 个。")).hint("写给接手的人"), 3))
            (ui::select_field(&Field::new("sector", "界别").error(Some("请选界别。")).required(), &options))
            (ui::radio_options(&Field::new("grade", "等次").error(Some("请选一个。")).required(), &grades(), 4))
            (ui::number_field(&Field::new("count", "人数").value("-1").error(Some("请填 1 到 9 的整数。")), "1"))
            div class="acts" { (ui::submit(Button::Primary, "保存")) (ui::button_link(Button::Plain, "不存，返回", "#")) }
        }
    }
}

fn grades() -> Vec<(String, String)> {
    ["优秀", "称职", "基本称职", "不称职"]
        .iter()
        .map(|word| ((*word).to_owned(), (*word).to_owned()))
        .collect()
}

fn sound() -> Markup {
    html! {
        form class="form" method="post" action="/kit?group=forms" enctype="multipart/form-data" {
            (ui::text_field(&Field::new("name", "姓名").value("端木青").required().list("names")))
            (ui::suggestions("names", &["端木青".to_owned(), "公羊远".to_owned()]))
            (ui::text_field(&Field::new("title", LONG).value(LONG).optional().hint(LONG)))
            (ui::text_field(&Field::new("empty", "手机").placeholder("13900000000").inputmode("tel").optional()))
            (ui::password_field(&Field::new("password", "密码").autocomplete("new-password").required()))
            (ui::datetime_field(&Field::new("at", "开会时间").value("2026-07-15T09:00")))
            (ui::file_field(&Field::new("file", "文件").hint("最多 20 MB"), ".xlsx,.csv"))
            (ui::radio_options(&Field::new("kind", "种类").value("称职"), &grades(), 2))
            (ui::radio_options(&Field::new("only", "一列").value("优秀"), &grades(), 1))
            (ui::checkbox("agree", "yes", "我看过了", true))
            (ui::checkbox("agree", "no", LONG, false))
            (ui::submit(Button::Plain, "保存"))
        }
    }
}

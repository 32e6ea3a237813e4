//! Pages of imports: the choice of a target, the upload form, the question before undoing.
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::imports::import_batch;
use maud::{Markup, html};

use super::target::{ImportTarget, OptionKind, Options};
use super::{BatchState, Counts};
use lvzhi_ui::{self as ui, Button, Chip, Field};

pub(super) fn state_mark(state: Option<BatchState>) -> Markup {
    match state {
        Some(BatchState::Previewed) => ui::chip(Chip::Hot, "待确认"),
        Some(BatchState::Confirmed) => ui::stamp("已导入"),
        Some(other) => ui::chip(Chip::Dash, other.label()),
        None => html! {},
    }
}

/// What an import did, in words.
pub(super) fn what_happened(batch: &import_batch::Model, counts: &Counts) -> String {
    let left_out = if counts.error > 0 {
        format!("，{} 行有问题没有导入", counts.error)
    } else {
        String::new()
    };
    match BatchState::parse(&batch.state) {
        Some(BatchState::Previewed) => format!(
            "新增 {}，更改 {}，没有变化 {}，有问题 {}",
            counts.will_add, counts.will_change, counts.same, counts.error
        ),
        Some(BatchState::Discarded) => format!("{} 行，没有写入", counts.rows()),
        _ => format!("新增 {}，更改 {}{left_out}", counts.will_add, counts.will_change),
    }
}

pub(super) fn choose(targets: &[&dyn ImportTarget]) -> Markup {
    let mut groups: Vec<&str> = Vec::new();
    for target in targets {
        if !groups.contains(&target.group()) {
            groups.push(target.group());
        }
    }
    html! {
        (ui::head("导入文件", html! { "先选要导入的内容。收 .xlsx、.xls 和 .csv，列名和顺序不必改。" }, html! {}))
        @for group in groups {
            (ui::section(group, "", html! {}, html! {
                ul class="link-list" {
                    @for target in targets.iter().filter(|target| target.group() == group) {
                        li { a href={ "/imports/new?target=" (target.id()) } { (target.label()) } p class="mute sm" { (target.hint()) } }
                    }
                }
            }))
        }
    }
}

/// What stands in the upload form.
pub(super) struct UploadForm {
    pub options: Options,
    pub error: Option<String>,
    pub megabytes: usize,
}

pub(super) fn upload(target: &dyn ImportTarget, form: &UploadForm, today: NaiveDate) -> Markup {
    let errors: Vec<(&str, String)> = form.error.iter().map(|sentence| ("file", sentence.clone())).collect();
    let hint =
        format!("{} MB 以内的 .xlsx、.xls 或 .csv。上传后先给您看一遍，确认以前什么也不写。", form.megabytes);
    let labels: Vec<String> = target
        .columns()
        .iter()
        .map(|spec| if spec.required { format!("{}（必有）", spec.label) } else { spec.label.clone() })
        .collect();
    let template = format!("/imports/templates/{}", target.id());
    let main = html! {
        (ui::error_summary(&errors))
        form class="form" method="post" action="/imports" enctype="multipart/form-data" {
            (ui::hidden("target", target.id()))
            (ui::file_field(&Field::new("file", "文件").required().hint(&hint).error(form.error.as_deref()), ".xlsx,.xls,.csv,.txt"))
            @for spec in target.options() {
                @let value = form.options.get(spec.id).map_or("", String::as_str);
                @match spec.kind {
                    OptionKind::Year => {
                        @let year = if value.is_empty() { today.year().to_string() } else { value.to_owned() };
                        (ui::text_field(&Field::new(spec.id, spec.label).value(&year).hint(spec.hint).inputmode("numeric").max_length(4)))
                    }
                    OptionKind::Text => (ui::text_field(&Field::new(spec.id, spec.label).value(value).hint(spec.hint).optional().max_length(60))),
                    OptionKind::Day => (ui::date_field(&Field::new(spec.id, spec.label).value(value).hint(spec.hint).optional())),
                    OptionKind::Flag => {
                        (ui::checkbox(spec.id, "1", spec.label, value == "1"))
                        p class="hint" { (spec.hint) }
                    }
                }
            }
            div class="acts" { (ui::submit(Button::Primary, "上传并预览")) (ui::button_link(Button::Plain, "换一种内容", "/imports/new")) }
        }
    };
    let aside = ui::slip(
        "认得的列",
        false,
        html! {
            p { (labels.join("、")) "。" }
            p class="mt2 mute sm" { "别的叫法一般也认得；认错了，下一页可以改，改过的下次记得。" }
            p class="mt2" { a href=(template) { "下载空白模板" } }
        },
    );
    html! {
        (ui::head(&format!("导入{}", target.label()), html! { (target.hint()) }, html! {}))
        (ui::side(main, aside))
    }
}

pub(super) fn undo(
    target: &dyn ImportTarget,
    batch: &import_batch::Model,
    counts: &Counts,
    reason: &str,
    error: Option<&str>,
    today: NaiveDate,
) -> Markup {
    let mut consequences = Vec::new();
    if counts.will_add > 0 {
        consequences.push(format!("新增的 {} 行取消", counts.will_add));
    }
    if counts.will_change > 0 {
        consequences.push(format!("更改的 {} 行恢复原样", counts.will_change));
    }
    consequences.push("已经被后来的记录用到的，撤销会停下来告诉您，一行也不动".to_owned());
    consequences.push("撤销本身记入审计，原文件和预览都保留".to_owned());
    let back = format!("/imports/{}", batch.id);
    let fields = html! {
        (ui::text_field(&Field::new("reason", "撤销的原因").value(reason).required().max_length(200).error(error)))
    };
    let when = batch.confirmed_at.map_or_else(String::new, |at| format_moment(at, today));
    ui::confirm(&ui::Confirm {
        title: &format!("撤销“{}”的这次导入？", target.label()),
        body: html! { p { "文件《" (batch.file_name) "》，" (when) " 由 " (batch.created_by_name) " 导入。" } },
        consequences: &consequences,
        cancel: ("先不撤销", &back),
        action: &format!("{back}/undo"),
        button: "撤销这次导入",
        fields,
    })
}

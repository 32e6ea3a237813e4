//! The words for identifiers in the audit trail: one table each. What is not listed is printed as it is.

/// Acts.
const ACTIONS: &[(&str, &str)] = &[
    ("account.login", "登录"),
    ("account.password_accepted", "密码对了，等第二步验证"),
    ("account.logout", "退出登录"),
    ("account.lock", "输错太多，账号锁定"),
    ("account.unlock", "解除账号锁定"),
    ("account.change_password", "改自己的密码"),
    ("account.close_sessions", "结束自己在别处的登录"),
    ("account.enrol_second_factor", "开第二步验证"),
    ("account.remove_second_factor", "关第二步验证"),
    ("account.create", "建账号"),
    ("account.create_members", "给委员批量建账号并下载密码表"),
    ("account.reissue_members", "给没换初始密码的委员重发密码"),
    ("account.reset_password", "重置他人的密码"),
    ("account.reset_second_factor", "重置他人的第二步验证"),
    ("account.disable", "停用账号"),
    ("account.enable", "恢复账号"),
    ("account.change_role", "改账号的身份"),
    ("audit.verify", "核验审计链"),
    ("audit.export", "导出审计记录"),
    ("import.file", "上传导入文件"),
    ("import.confirm", "确认导入"),
    ("import.discard", "放弃导入"),
    ("import.undo", "撤销导入"),
    ("import.bad_rows", "下载未导入的行"),
    ("member.add", "加委员"),
    ("member.edit", "改委员资料"),
    ("member.export", "导出委员名册"),
    ("fact.record", "记一条履职"),
    ("fact.confirm", "确认履职记录"),
    ("fact.confirm_all", "整批确认履职记录"),
    ("fact.withdraw", "撤回履职记录"),
    ("fact.correct", "更正履职记录"),
    ("fact.export", "导出履职记录"),
    ("scheme_draft.start", "起草考评办法"),
    ("scheme_draft.save", "存考评办法草稿"),
    ("scheme_draft.submit", "考评办法送审"),
    ("scheme_draft.return", "退回考评办法草稿"),
    ("scheme_draft.withdraw", "撤回考评办法草稿"),
    ("scheme.adopt", "采用考评办法"),
    ("scheme.retire", "停用考评办法"),
    ("scheme.restore", "恢复使用考评办法"),
    ("cycle.create", "建考评"),
    ("cycle.freeze", "冻结考评数据"),
    ("cycle.announce", "公示结果"),
    ("cycle.publish", "发布结果"),
    ("cycle.back", "考评退回一步"),
    ("run.request", "要求计算得分"),
    ("run.compute", "计算得分"),
    ("evaluation.compute", "计算得分"),
];

/// What acts are done to.
const KINDS: &[(&str, &str)] = &[
    ("account", "账号"),
    ("audit", "审计记录"),
    ("member", "委员"),
    ("staff", "机关干部"),
    ("committee", "单位"),
    ("fact", "履职记录"),
    ("import", "导入"),
    ("import_batch", "导入"),
    ("batch", "导入"),
    ("cycle", "考评"),
    ("scheme", "考评办法"),
    ("scheme_draft", "办法草稿"),
    ("run", "计算"),
    ("outcome", "结果处理"),
];

/// Names of the facts in an event's detail.
const FIELDS: &[(&str, &str)] = &[
    ("login", "登录名"),
    ("name", "姓名"),
    ("address", "来自地址"),
    ("role", "身份"),
    ("from", "原来"),
    ("to", "改为"),
    ("count", "条数"),
    ("events", "核验条数"),
    ("state", "结果"),
    ("head", "链尾摘要"),
    ("seq", "断点"),
    ("why", "原因"),
    ("reason", "理由"),
    ("file", "文件"),
    ("title", "标题"),
    ("version", "版本"),
    ("drafted_by", "起草"),
    ("draft", "草稿"),
    ("rows", "行数"),
];

fn look_up<'a>(table: &'static [(&'static str, &'static str)], id: &'a str) -> &'a str {
    table.iter().find(|(key, _)| *key == id).map_or(id, |(_, label)| label)
}

/// The sentence for an act; an unknown one stays as it is.
#[must_use]
pub fn action_label(action: &str) -> &str {
    look_up(ACTIONS, action)
}

/// The word for a kind of object; an unknown one stays as it is.
pub(super) fn kind_label(kind: &str) -> &str {
    look_up(KINDS, kind)
}

/// The word for a field of the detail; an unknown one stays as it is.
pub(super) fn field_label(field: &str) -> &str {
    look_up(FIELDS, field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_acts_have_one_sentence_and_unknown_ones_stay() {
        assert_eq!(action_label("account.login"), "登录");
        assert_eq!(action_label("kite.fly"), "kite.fly");
        for (at, (id, _)) in ACTIONS.iter().enumerate() {
            assert!(ACTIONS[at + 1..].iter().all(|(other, _)| other != id), "{id} twice");
        }
    }
}

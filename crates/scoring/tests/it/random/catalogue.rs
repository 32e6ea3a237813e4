//! Six kinds of facts that between them have everything a kind can have.
use lvzhi_scoring::Catalogue;

const TEXT: &str = r#"
version = 1
[[kind]]
id = "event"
label = "活动"
quantity = { label = "半天数", unit = "半天" }
  [[kind.attribute]]
  id = "presence"
  label = "出席情况"
  type = "enum"
  values = [{ id = "present", label = "出席" }, { id = "late", label = "迟到" }, { id = "leave", label = "请假" }, { id = "absent", label = "缺席" }]
  [[kind.attribute]]
  id = "level"
  label = "层级"
  type = "enum"
  values = [{ id = "city", label = "市级" }, { id = "province", label = "省级" }, { id = "county", label = "县级" }]
[[kind]]
id = "paper"
label = "文稿"
piece = true
stages = [{ id = "draft", label = "提交" }, { id = "filed", label = "立案" }, { id = "adopted", label = "采用" }, { id = "praised", label = "批示" }]
roles = [{ id = "first", label = "第一作者" }, { id = "joint", label = "合作者" }]
  [[kind.attribute]]
  id = "level"
  label = "层级"
  type = "enum"
  values = [{ id = "city", label = "市级" }, { id = "province", label = "省级" }]
  [[kind.attribute]]
  id = "rank"
  label = "署名次序"
  type = "integer"
  [[kind.attribute]]
  id = "handed"
  label = "交稿日期"
  type = "date"
[[kind]]
id = "study"
label = "课题"
piece = true
quantity = { label = "天数", unit = "天" }
roles = [{ id = "writer", label = "执笔人" }, { id = "member", label = "参加人" }]
  [[kind.attribute]]
  id = "rank"
  label = "署名次序"
  type = "integer"
[[kind]]
id = "ballot"
label = "测评票"
quantity = { label = "票数", unit = "票", decimals = 0 }
  [[kind.attribute]]
  id = "rater"
  label = "测评主体"
  type = "enum"
  values = [{ id = "people", label = "群众代表" }, { id = "leaders", label = "领导" }]
  [[kind.attribute]]
  id = "choice"
  label = "选项"
  type = "enum"
  values = [{ id = "good", label = "好" }, { id = "fair", label = "一般" }, { id = "poor", label = "差" }, { id = "none", label = "弃权" }]
[[kind]]
id = "mark"
label = "评分"
quantity = { label = "得分", unit = "分", decimals = 2 }
  [[kind.attribute]]
  id = "ballots"
  label = "票数"
  type = "integer"
  [[kind.attribute]]
  id = "side"
  label = "自评或核定"
  type = "enum"
  values = [{ id = "self", label = "自评" }, { id = "verified", label = "核定" }]
[[kind]]
id = "notice"
label = "记事"
  [[kind.attribute]]
  id = "state"
  label = "情形"
  type = "enum"
  values = [{ id = "on_time", label = "按时" }, { id = "late", label = "逾期" }, { id = "breach", label = "违规" }]
"#;

pub fn catalogue() -> Catalogue {
    Catalogue::parse(TEXT).unwrap_or_else(|f| panic!("{}", crate::support::list(&f)))
}

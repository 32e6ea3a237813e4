//! What meetings, proposals and events are about, who recorded them, on what paper.

use crate::dice::Dice;
use crate::places::{CITIES, office_of};

const TOPICS: &[&str] = &[
    "县域冷链物流",
    "山区末班公交",
    "小流域水质监测",
    "老旧小区充电桩",
    "返乡青年创业培训",
    "县域预制菜抽检",
    "乡村小学体育师资",
    "高原茶产业",
    "传统村落保护",
    "中小企业账款清欠",
    "社区养老助餐",
    "基层儿科用药",
    "跨县就医结算",
    "农村饮水管网",
    "地质灾害预警",
    "非遗传承人扶持",
    "易地搬迁就业",
    "林下经济",
    "民族语言广播",
    "职业教育实训",
    "农产品品牌",
    "河湖岸线管护",
    "乡镇污水处理",
    "新能源车维修人才",
    "旅游淡季民宿",
    "留守儿童心理",
    "城市内涝治理",
    "基层法律援助",
    "科技特派员",
    "古树名木保护",
    "边远乡村快递",
    "中医药种植",
    "社区托育",
    "校园周边交通",
    "高校成果转化",
    "农田水利设施",
    "数字档案共享",
    "残疾人辅具适配",
    "无障碍设施",
    "村集体经济",
    "县级医院急救",
    "青少年近视防控",
    "秸秆综合利用",
    "侨资企业服务",
    "山火监测",
    "外卖骑手权益",
    "高原蔬菜外销",
    "工业园区配套",
];
const ADVICE: &[&str] = &[
    "关于加强{}的建议",
    "关于完善{}机制的建议",
    "关于加快推进{}的建议",
    "关于破解{}难题的建议",
    "关于支持{}发展的建议",
    "关于规范{}的建议",
    "关于补齐{}短板的建议",
];
const COMPLAINT: &[&str] = &[
    "{}存在堵点值得关注",
    "基层反映{}投入不足",
    "{}需加强统筹",
    "群众盼望改进{}",
    "{}标准不一亟待统一",
    "{}中的三个问题和建议",
];
const READINGS: &[&str] = &[
    "《县域生态产品价值》",
    "《乡土与治理》",
    "《协商的艺术》",
    "《山地农业讲稿》",
    "《云岭水利志》",
    "《统一战线简明读本》",
    "《人民政协章程导读》",
    "《地方志里的云岭》",
    "《基层调查方法》",
    "《数字治理十讲》",
];
const LECTURES: &[&str] = &[
    "怎样写好提案",
    "怎样反映社情民意",
    "调查研究的方法",
    "宏观经济形势",
    "民族团结进步",
    "生态文明与高质量发展",
    "政协章程和履职规则",
    "协商议政的表达",
    "数字化与基层治理",
    "中华优秀传统文化",
];
const DEPARTMENTS: &[&str] = &[
    "省发展改革委",
    "省教育厅",
    "省科技厅",
    "省工业和信息化厅",
    "省民政厅",
    "省财政厅",
    "省生态环境厅",
    "省住房城乡建设厅",
    "省交通运输厅",
    "省水利厅",
    "省农业农村厅",
    "省商务厅",
    "省文化和旅游厅",
    "省卫生健康委",
    "省市场监管局",
];

fn about(dice: &mut Dice, forms: &[&str]) -> String {
    let topic = dice.pick(TOPICS);
    dice.pick(forms).replace("{}", topic)
}

/// A county, now and then, to tell similar titles apart.
fn place(dice: &mut Dice) -> &'static str {
    let counties = dice.pick(&CITIES).1;
    dice.pick(counties)
}

/// `关于加强漱玉区社区托育的建议`
pub(crate) fn proposal(dice: &mut Dice) -> String {
    let title = about(dice, ADVICE);
    if dice.chance(450) { title.replacen("关于", &format!("关于{}", place(dice)), 1) } else { title }
}

/// `鱼梁县：基层反映山火监测投入不足`
pub(crate) fn brief(dice: &mut Dice) -> String {
    let title = about(dice, COMPLAINT);
    if dice.chance(600) { format!("{}：{title}", place(dice)) } else { title }
}

/// `社区托育专题调研` and the like.
pub(crate) fn event(dice: &mut Dice, what: &str) -> String {
    let place = place(dice);
    about(dice, &[&format!("{place}{{}}{what}"), &format!("{{}}{what}")])
}

/// A book.
pub(crate) fn reading(dice: &mut Dice) -> &'static str {
    dice.pick(READINGS)
}

/// A lecture.
pub(crate) fn lecture(dice: &mut Dice) -> &'static str {
    dice.pick(LECTURES)
}

/// A department of the government that handles proposals.
pub(crate) fn department(dice: &mut Dice) -> &'static str {
    dice.pick(DEPARTMENTS)
}

/// Who recorded it, on which paper, who confirmed it.
pub(crate) struct Source {
    pub(crate) recorder: String,
    pub(crate) paper: String,
    pub(crate) confirmer: &'static str,
}

/// The people who confirm, one for each committee office.
const CONFIRMERS: [&str; 10] =
    ["何以宁", "唐有光", "何以宁", "唐有光", "唐有光", "何以宁", "唐有光", "唐有光", "何以宁", "唐有光"];

/// The source of something that a special committee's office keeps.
pub(crate) fn source(dice: &mut Dice, committee: usize, year: i32, letters: &str) -> Source {
    Source {
        recorder: office_of(committee),
        paper: format!("{letters}〔{year}〕{}号", dice.between(1, 96)),
        confirmer: CONFIRMERS[committee],
    }
}

//! The fixed cast: people whom the documents and the screens of the project name.

use crate::people::Zeal;

/// One of the fixed members.
pub(crate) struct Fixed {
    pub(crate) name: &'static str,
    pub(crate) woman: bool,
    pub(crate) people: &'static str,
    pub(crate) sector: &'static str,
    pub(crate) committee: &'static str,
    pub(crate) zeal: Zeal,
}

const fn fixed(
    name: &'static str,
    woman: bool,
    people: &'static str,
    sector: &'static str,
    committee: &'static str,
    zeal: Zeal,
) -> Fixed {
    Fixed { name, woman, people, sector, committee, zeal }
}

/// Members. The first one is the secretary-general.
pub(crate) const MEMBERS: [Fixed; 24] = [
    fixed("覃望舒", true, "壮族", "中国共产党", "委员联络委员会", Zeal::Of(820)),
    fixed("陆景和", false, "汉族", "环境资源界", "人口资源环境委员会", Zeal::Of(880)),
    fixed("沈若谷", false, "汉族", "科技界", "教科卫体委员会", Zeal::Of(990)),
    fixed("普文忠", false, "彝族", "少数民族界", "民族宗教委员会", Zeal::Of(985)),
    fixed("林疏桐", true, "汉族", "医药卫生界", "教科卫体委员会", Zeal::Of(960)),
    fixed("许望云", true, "汉族", "民盟", "经济委员会", Zeal::Of(950)),
    fixed("刀玉罕", true, "傣族", "少数民族界", "民族宗教委员会", Zeal::Of(945)),
    fixed("李松筠", false, "汉族", "农业和农村界", "农业农村委员会", Zeal::Of(940)),
    fixed("龙采薇", true, "苗族", "文化艺术界", "文史委员会", Zeal::Of(930)),
    fixed("马德昌", false, "回族", "工商联", "经济委员会", Zeal::Of(860)),
    fixed("方晓岚", true, "汉族", "妇联", "社会法制委员会", Zeal::Of(860)),
    fixed("尹春晓", true, "汉族", "教育界", "教科卫体委员会", Zeal::Of(850)),
    fixed("段清和", false, "白族", "民建", "经济委员会", Zeal::Of(840)),
    fixed("宋怀瑾", false, "汉族", "九三学社", "人口资源环境委员会", Zeal::Of(840)),
    fixed("白静川", false, "汉族", "新闻出版界", "文史委员会", Zeal::Of(835)),
    fixed("杨润禾", true, "汉族", "农工党", "教科卫体委员会", Zeal::Of(830)),
    fixed("罗知行", false, "汉族", "社会科学界", "文史委员会", Zeal::Of(830)),
    fixed("孙茂林", false, "汉族", "总工会", "社会法制委员会", Zeal::Of(640)),
    fixed("顾言蹊", true, "汉族", "侨联", "港澳台侨和外事委员会", Zeal::Of(640)),
    fixed("谢长亭", false, "汉族", "体育界", "教科卫体委员会", Zeal::Of(635)),
    fixed("黄守拙", false, "汉族", "经济界", "经济委员会", Zeal::Weak),
    fixed("周砚青", false, "汉族", "工商联", "经济委员会", Zeal::Weak),
    fixed("赵岭南", false, "汉族", "特邀人士", "港澳台侨和外事委员会", Zeal::Weak),
    fixed("何其远", false, "汉族", "对外友好界", "港澳台侨和外事委员会", Zeal::Weak),
];

/// Staff: name, woman, division, position, rank.
pub(crate) const STAFF: [(&str, bool, usize, &str, &str); 3] = [
    ("覃望舒", true, 0, "秘书长", "正厅级"),
    ("何以宁", true, 0, "处长", "一级调研员"),
    ("唐有光", false, 1, "副处长", "二级调研员"),
];

/// Where 陆景和 works and as what.
pub(crate) const EMPLOYER_OF_LU: &str = "云岭省生态监测中心高级工程师";

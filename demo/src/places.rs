//! Places and units: all invented, except that sectors bear the names every committee uses.

/// The province's committee.
pub(crate) const PROVINCE: &str = "云岭省政协";

/// Cities and their counties.
pub(crate) const CITIES: [(&str, &[&str]); 9] = [
    ("澜川市", &["枫桥区", "漱玉区", "南麓区", "云门县", "白鹭县"]),
    ("青柯市", &["柯岭区", "松涛区", "石泓县", "望溪县", "杉坪县"]),
    ("岚溪市", &["岚前区", "竹影县", "茶隐县", "鹿鸣坪县", "溪头县"]),
    ("云泽市", &["泽东区", "荷浦县", "苇荡县", "雁落县"]),
    ("屏江市", &["屏山口区", "江右区", "渡云县", "鱼梁县", "橘园县"]),
    ("鹤庭市", &["鹤南区", "听泉县", "雪松县", "梅坞县"]),
    ("松隘市", &["隘口区", "驿亭县", "马帮县", "盐井坪县"]),
    ("沙麓市", &["沙头区", "赤岩县", "榆谷县", "麦积坪县"]),
    ("雁回市", &["雁南区", "回峰县", "杜鹃县", "云梯县"]),
];

/// A special committee: full name, its office.
pub(crate) const COMMITTEES: [&str; 10] = [
    "提案委员会",
    "经济委员会",
    "农业农村委员会",
    "人口资源环境委员会",
    "教科卫体委员会",
    "社会法制委员会",
    "民族宗教委员会",
    "文史委员会",
    "港澳台侨和外事委员会",
    "委员联络委员会",
];

/// The office that keeps a special committee's records.
pub(crate) fn office_of(committee: usize) -> String {
    COMMITTEES[committee].replace("委员会", "委办公室")
}

/// A sector: name, seats, the special committee most of it sits in, where its members work.
pub(crate) struct Sector {
    pub(crate) name: &'static str,
    pub(crate) seats: usize,
    pub(crate) committee: usize,
    pub(crate) work: Work,
}

/// The sort of employer.
#[derive(Clone, Copy)]
pub(crate) enum Work {
    Office,
    Firm,
    School,
    Hospital,
    Laboratory,
    Arts,
    Farm,
    Temple,
    Abroad,
}

const fn sector(name: &'static str, seats: usize, committee: usize, work: Work) -> Sector {
    Sector { name, seats, committee, work }
}

/// The 34 sectors.
pub(crate) const SECTORS: [Sector; 34] = [
    sector("中国共产党", 44, 9, Work::Office),
    sector("民革", 20, 5, Work::Office),
    sector("民盟", 25, 4, Work::School),
    sector("民建", 22, 1, Work::Firm),
    sector("民进", 20, 4, Work::School),
    sector("农工党", 20, 3, Work::Hospital),
    sector("致公党", 12, 8, Work::Office),
    sector("九三学社", 20, 4, Work::Laboratory),
    sector("台盟", 6, 8, Work::Office),
    sector("无党派人士", 18, 0, Work::Laboratory),
    sector("共青团和青联", 16, 9, Work::Firm),
    sector("总工会", 12, 5, Work::Office),
    sector("妇联", 14, 5, Work::Office),
    sector("工商联", 26, 1, Work::Firm),
    sector("科协", 12, 4, Work::Laboratory),
    sector("台联", 6, 8, Work::Office),
    sector("侨联", 14, 8, Work::Firm),
    sector("文化艺术界", 20, 7, Work::Arts),
    sector("科技界", 20, 4, Work::Laboratory),
    sector("社会科学界", 14, 7, Work::School),
    sector("经济界", 34, 1, Work::Firm),
    sector("农业和农村界", 22, 2, Work::Farm),
    sector("教育界", 24, 4, Work::School),
    sector("体育界", 8, 4, Work::Office),
    sector("新闻出版界", 10, 7, Work::Arts),
    sector("医药卫生界", 24, 4, Work::Hospital),
    sector("对外友好界", 8, 8, Work::Office),
    sector("社会福利和社会保障界", 10, 5, Work::Office),
    sector("环境资源界", 19, 3, Work::Laboratory),
    sector("少数民族界", 20, 6, Work::Office),
    sector("宗教界", 14, 6, Work::Temple),
    sector("特邀香港人士", 10, 8, Work::Abroad),
    sector("特邀澳门人士", 5, 8, Work::Abroad),
    sector("特邀人士", 17, 0, Work::Office),
];

/// Divisions of the office, before the ten committee offices.
pub(crate) const DIVISIONS: [&str; 13] = [
    "秘书处",
    "研究室",
    "人事处",
    "行政处",
    "财务处",
    "信息处",
    "联络处",
    "新闻宣传处",
    "机关党委办公室",
    "离退休干部处",
    "保卫处",
    "接待处",
    "督查处",
];

/// Branches that are not a division's own: name, the division that looks after it, with serving staff or not.
pub(crate) const EXTRA_BRANCHES: [(&str, usize, bool); 5] = [
    ("机关服务中心党支部", 3, true),
    ("文史馆党支部", 20, true),
    ("信息中心党支部", 5, true),
    ("离退休第一党支部", 9, false),
    ("离退休第二党支部", 9, false),
];

/// All 23 divisions.
pub(crate) fn divisions() -> Vec<String> {
    let offices = (0..COMMITTEES.len()).map(office_of);
    DIVISIONS.iter().map(|name| (*name).to_owned()).chain(offices).collect()
}

/// Where somebody of this sort works: employer and position.
pub(crate) fn employers(work: Work) -> (&'static [&'static str], &'static [&'static str]) {
    match work {
        Work::Office => (
            &["民情研究中心", "社会工作服务中心", "文化和旅游促进中心", "基层治理研究所", "档案服务中心"],
            &["主任", "副主任", "二级巡视员", "研究员", "部长"],
        ),
        Work::Firm => (
            &[
                "云麓实业有限公司",
                "澄江茶业集团",
                "山海物流公司",
                "朗月电子公司",
                "松茂建设公司",
                "百川会计师事务所",
            ],
            &["董事长", "总经理", "副总经理", "总工程师", "合伙人"],
        ),
        Work::School => (
            &["云岭师范学院", "云岭理工学院", "澜川第三中学", "青柯职业学院", "云岭学前教育中心"],
            &["教授", "副教授", "副院长", "校长", "高级教师"],
        ),
        Work::Hospital => (
            &["云岭中医研究所", "澜川妇幼保健中心", "屏江康复医院", "鹤庭第二医院", "云岭疾病防治中心"],
            &["主任医师", "副主任医师", "副院长", "护理部主任", "研究员"],
        ),
        Work::Laboratory => (
            &[
                "云岭省生态监测中心",
                "云岭水文研究所",
                "云岭新材料研究所",
                "青柯高原作物研究所",
                "云岭测绘中心",
            ],
            &["高级工程师", "研究员", "副所长", "正高级工程师", "总工程师"],
        ),
        Work::Arts => (
            &["云岭画院", "澜川民族歌舞团", "云岭晨报社", "山月出版社", "青柯戏剧传习所"],
            &["一级演员", "副编审", "主任编辑", "副院长", "画师"],
        ),
        Work::Farm => (
            &["杉坪茶叶合作社", "荷浦水产合作社", "榆谷种业公司", "望溪农技推广站", "橘园果业协会"],
            &["理事长", "高级农艺师", "站长", "会长", "总经理"],
        ),
        Work::Temple => (
            &["云岭宗教文化研究会", "雪松寺", "澜川清修院", "青柯教堂"],
            &["副会长", "住持", "管委会主任", "常务理事"],
        ),
        Work::Abroad => (&["岭港贸易公司", "云濠文化交流协会", "南屿投资公司"], &["董事", "会长", "总监"]),
    }
}

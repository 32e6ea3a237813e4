// The workbooks of the first day, as the clerks of an invented county have them.
import { workbook, type Cell } from "./workbook.ts";

/** The year whose first half is evaluated: the last one that is over. */
export const YEAR = new Date().getMonth() >= 6 ? new Date().getFullYear() : new Date().getFullYear() - 1;

/** The members, in the order of the roster. */
export const PEOPLE = [
  "陈砚", "令狐远", "欧阳青", "周若水", "吴启", "孟怀瑾", "沈一诺", "秦牧", "阿依古丽·买买提", "白露", "唐有光", "林间",
];

const NOTES: Cell[][] = [["填表说明"], ["一、本表由委员联络科填报。"], ["二、有变动的及时更新。"]];

/** The roster: title rows, sectors merged over their members, names with blanks, no 任职起, a hidden column, a note sheet. */
export function roster(): Buffer {
  const head = ["序号", "界  别", "姓  名", "性别", "族别", "出生年月", "工作单位及职务", "所在专委会", "政协职务", "身份证号", "联系方式"];
  const rows: Cell[][] = [
    [1, "经济界", "陈 砚", "男", "汉", "1975.4", "县农商行副行长", "提案委员会", "副主席", "略", 13900000001],
    [2, null, "令狐 远", "男", "汉", "1980年12月", "青石矿业公司总工程师", "经济委员会", "常委", "略", 13900000002],
    [3, null, "欧阳青（兼）", "女", "彝", "1982-03", "县工商联秘书长", "提案委员会", "委员", "略", "139 0000 0003"],
    [4, null, "周  若水", "女", "汉", { day: "1979-05-01" }, "县供销社主任", "经济委员会", null, "略", 13900000004],
    [5, "教育界", "吴 启", "男", "汉族", "1971.11", "青石一中校长", "提案委员会", "常委", "略", 13900000005],
    [6, null, "孟怀瑾", "女", "白", "1985.6", "县职中教师", "社会建设委员会", "委员", "略", 13900000006],
    [7, null, "沈一诺", "女", "汉", "1990.1", "县幼儿园园长", "社会建设委员会", "委员", "略", 13900000007],
    [8, "医药卫生界", "秦 牧", "男", "汉", "1968.8", "县医院院长", "社会建设委员会", "常委", "略", 13900000008],
    [9, null, "阿依古丽•买买提", "女", "维吾尔", "1983.2", "县妇幼保健院医师", "社会建设委员会", "委员", "略", 13900000009],
    [10, "农业界", "白　露", "女", "苗", "1988.10", "白露茶叶合作社理事长", "经济委员会", "委员", "略", 13900000010],
    [11, null, "唐有光", "男", "汉", "1965.3", "县农技中心研究员", "经济委员会", "委员", "略", 13900000011],
    [12, null, "林 间", "男", "汉", "1992.7", "林间果蔬公司经理", "提案委员会", "委员", "略", 13900000012],
  ];
  return workbook(
    {
      name: "名册",
      rows: [
        [`青石县政协第十届委员会委员名册`],
        [`（${YEAR}年1月，内部资料）`],
        head,
        ...rows,
        ["合 计", "12人"],
        ["制表人：何某", null, null, null, "审核：唐某", null, `${YEAR}年1月5日`],
        ["审　核：", "唐某", null, null, null, null, `${YEAR}年1月6日`],
      ],
      merges: ["A1:K1", "A2:K2", "B4:B7", "B8:B10", "B11:B12", "B13:B15"],
      hidden: ["J"],
    },
    { name: "填表说明", rows: NOTES },
  );
}

/** Attendance as a matrix: meetings across below a merged heading, days in three spellings, marks. */
export function attendance(): Buffer {
  const marks: Cell[][] = [
    ["√", "√", "√"], ["√", "△", "√"], ["√", "√", null], ["√", "√", "√"], ["√", "√", "√"], ["×", "√", "√"],
    ["√", "√", "√"], ["√", "√", "√"], ["√", "请假", "√"], ["√", "√", "迟到"], ["√", "√", "√"], ["√", "√", "√"],
  ];
  const spelt = ["陈 砚", "令狐远", "欧阳青", "周 若水", "吴  启", "孟怀瑾", "沈一诺", "秦牧（兼）", "阿依古丽·买买提", "白露", "唐有光", "林间"];
  return workbook(
    {
      name: "全体会议",
      rows: [
        ["青石县政协十届五次会议委员签到表"],
        ["√出席　△请假　×缺席"],
        ["序号", "姓 名", "会议", null, null, "备注"],
        [null, null, `预备会\n${YEAR}.3.8`, `开幕会\n${YEAR}年3月9日`, "闭幕会（2个半天）3月11日", null],
        ...spelt.map((name, at): Cell[] => [at + 1, name, ...marks[at]!, null]),
        ["合计", null, "11", "10", "11"],
        ["制表：何某", null, null, "审核：唐某"],
      ],
      merges: ["A1:F1", "A2:F2", "A3:A4", "B3:B4", "C3:E3", "F3:F4"],
    },
    { name: "说明", rows: NOTES },
  );
}

/** Proposals: headings of its own, several names in a cell, days in four spellings. */
export function proposals(): Buffer {
  return workbook({
    name: "Sheet1",
    rows: [
      [`${YEAR}年提案立案情况一览表`],
      [],
      ["编号", "案　由", "提案者", "联名委员", "提交时间", "立案情况", "承办单位"],
      ["1", "关于疏通城东排水的建议", "陈砚", "吴启、孟怀瑾（教育界）", `${YEAR}.3.8`, "立案", "住建局"],
      ["2", "关于补种青石河岸林带的建议", "白 露", null, `${YEAR}年3月8日`, "已立案", "林草局"],
      ["3", "关于扩建县幼儿园的建议", "沈一诺", "周若水", { day: `${YEAR}-03-09` }, "立案", "教体局"],
      ["4", "关于茶叶品牌的建议", "林间", "唐有光", "3月10日", "未立案", null],
      ["5", "关于乡镇医师轮训的建议", "秦牧", null, `${YEAR}/3/10`, "立案", "卫健局"],
      ["共计", "5件"],
      ["填表人：何某", null, null, null, null, "审核人：唐某"],
    ],
    merges: ["A1:G1"],
  });
}

/** Opinion briefs. */
export function opinions(): Buffer {
  return workbook({
    name: "信息",
    rows: [
      [`${YEAR}年上半年社情民意信息采用情况`],
      ["序号", "信息题目", "反映人", "报送日期", "采用情况"],
      [1, "乡村班车末班时间过早", "周若水", `${YEAR}-04-02`, "采用"],
      [2, "夏粮晾晒场地不足", "唐有光", `${YEAR}.5.20`, "采用"],
      [3, "校门口上下学拥堵", "吴 启", `${YEAR}年6月3日`, "采用"],
      ["制表人：何某"],
    ],
    merges: ["A1:E1"],
  });
}

/** Research: one event a row with many names, days as text. */
export function research(): Buffer {
  return workbook({
    name: "调研",
    rows: [
      ["专题调研开展情况"],
      ["时间", "调研主题", "参加委员", "天数"],
      [`${YEAR}.4.15至4.16`, "山洪灾害防治", "令狐远（组长）、秦牧、 白露", "2"],
      [`${YEAR}年5月8日`, "职业教育", "孟怀瑾 沈一诺 吴启", "1"],
      ["审核：唐某"],
    ],
    merges: ["A1:D1"],
  });
}

/** Ratings: a sheet for each group of raters, scores as text and as numbers; the vice-chair is not rated. */
export function ratings(): Buffer {
  const rated = PEOPLE.slice(1);
  const sheet = (name: string, score: (at: number) => Cell) => ({
    name,
    rows: [
      [`${YEAR}年上半年${name}结果`],
      ["序号", "委员姓名", "平均分", "测评时间"],
      ...rated.map((person, at): Cell[] => [at + 1, person, score(at), `${YEAR}.6.${20 + (at % 5)}`]),
      ["平均", null, "88.2"],
    ],
    merges: ["A1:D1"],
  });
  return workbook(
    sheet("专委会评价", (at) => (96 - at / 2).toFixed(1)),
    sheet("界别群众测评", (at) => 95.5 - at / 4),
    { name: "说明", rows: NOTES },
  );
}

//! Documents of the invented province 云岭省.

use chrono::NaiveDate;
use lvzhi_gongwen::wording::document_number;
use lvzhi_gongwen::{
    Align, Annex, Block, Column, Document, Imprint, Letterhead, Level, Orientation, Run, Signature, Table,
};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real date")
}

/// A circular with everything: red head, headings, annexes upright and turned, imprint.
pub fn circular() -> Document {
    Document {
        letterhead: Some(Letterhead {
            organisation: "云岭省政协办公厅文件".into(),
            number: document_number("云协办", 2026, 12),
            ..Letterhead::default()
        }),
        addressee: Some("各市（州）政协，省政协各专门委员会，机关各处室".into()),
        blocks: circular_body(),
        attachments: vec!["2026年上半年委员履职得分排名".into(), "各界别履职情况汇总（含提案、会议、社情民意信息、调研视察和界别活动等各项得分）".into()],
        signature: Some(Signature { organisation: "云岭省政协办公厅".into(), date: day(2026, 7, 14) }),
        note: Some("联系人：林溪，电话：0000—1234567".into()),
        annexes: vec![ranking_annex(), sector_annex()],
        imprint: Some(Imprint {
            copies_to: Some("中共云岭省委办公厅，省人大常委会办公厅，省政府办公厅，各民主党派省委会，省工商联，省总工会，团省委，省妇联".into()),
            printed_by: "云岭省政协办公厅".into(),
            printed_on: day(2026, 7, 15),
        }),
        ..Document::new("云岭省政协办公厅\n关于2026年上半年委员履职情况的通报")
    }
}

fn circular_body() -> Vec<Block> {
    vec![
        Block::text(
            "今年以来，全体委员围绕“懂政协、会协商、善议政”的要求认真履职。按照《政协云岭省委员会委员履职考评办法》，现将2026年上半年委员履职情况通报如下。",
        ),
        Block::heading(Level::First, "总体情况"),
        Block::Paragraph(vec![
            Run::bold("得分整体上升。"),
            Run::plain(
                "截至6月30日，562名委员平均得分68.4分，同比提高3.1分；提交提案431件，立案398件，立案率92.3%。",
            ),
        ]),
        Block::heading(Level::First, "主要特点"),
        Block::heading(Level::Second, "提案质量稳步提高"),
        Block::text("重点提案办结率达到96%，“一案一策”的办理方式得到承办单位——特别是基层单位的认可。"),
        Block::heading(Level::Second, "社情民意信息更加及时"),
        Block::heading(Level::Third, "报送数量"),
        Block::text("共收到社情民意信息1206篇，采用387篇。"),
        Block::heading(Level::Fourth, "采用渠道"),
        Block::text("其中报全国政协采用21篇。"),
        Block::heading(Level::First, "下一步工作"),
        Block::text("请各单位对照附件，督促得分靠后的委员在年底前补齐短板。"),
    ]
}

fn ranking_annex() -> Annex {
    Annex {
        title: "2026年上半年委员履职得分排名".into(),
        orientation: Orientation::Portrait,
        blocks: vec![ranking(60).into()],
    }
}

/// A ranking of invented members.
pub fn ranking(count: usize) -> Table {
    let surnames = ["林", "苏", "沈", "顾", "江", "温", "陆", "程", "叶", "白"];
    let names = ["知远", "若溪", "云帆", "清和", "明舟", "见山"];
    let sectors = ["科学技术界", "医药卫生界", "教育界", "农业和农村界", "经济界"];
    let rows = (0..count)
        .map(|index| {
            vec![
                (index + 1).to_string(),
                format!("{}{}", surnames[index % 10], names[index / 10 % 6]),
                sectors[index % 5].into(),
                format!("{:.1}", 98.6 - index as f64 * 0.7),
                if index < 12 { "优秀" } else { "称职" }.into(),
            ]
        })
        .collect();
    Table::new(vec![
        Column::new("名次", 10),
        Column::new("姓名", 18),
        Column::new("界别", 30).aligned(Align::Left),
        Column::new("得分", 16).aligned(Align::Right),
        Column::new("等次", 14),
    ])
    .with_caption("表1　委员履职得分排名（共60人）")
    .with_rows(rows)
}

fn sector_annex() -> Annex {
    let titles = [
        "界别",
        "委员数",
        "平均分",
        "提案",
        "会议",
        "社情民意",
        "调研",
        "视察",
        "协商",
        "界别活动",
        "学习",
        "备注",
    ];
    let columns = titles.map(|title| Column::new(title, if title == "界别" { 3 } else { 2 })).to_vec();
    let rows = ["科学技术界", "医药卫生界", "教育界", "农业和农村界", "经济界"]
        .map(|sector| {
            let mut row = vec![sector.to_owned()];
            row.extend((1..11).map(|number| (number * 7).to_string()));
            row.push(String::new());
            row
        })
        .to_vec();
    Annex {
        title: "各界别履职情况汇总".into(),
        orientation: Orientation::Landscape,
        blocks: vec![Table::new(columns).with_rows(rows).into()],
    }
}

// Writes .xlsx workbooks as clerks have them: title rows, merged cells, hidden columns, numbers as text.
import { zipFile } from "./zip.ts";

/** A cell: words, a number, a day that Excel keeps as a number, or nothing. */
export type Cell = string | number | { day: string } | null;

/** A sheet. */
export interface Sheet {
  name: string;
  rows: Cell[][];
  /** Merged regions, `A1:F1`. */
  merges?: string[];
  /** Columns that Excel hides, `G`. */
  hidden?: string[];
}

/** The bytes of a workbook with these sheets. */
export function workbook(...sheets: Sheet[]): Buffer {
  const numbered = sheets.map((sheet, at) => ({ sheet, id: at + 1 }));
  const parts: [string, string][] = [
    ["[Content_Types].xml", contentTypes(numbered.map(({ id }) => id))],
    ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", book(numbered.map(({ sheet, id }) => `<sheet name="${escape(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`))],
    [
      "xl/_rels/workbook.xml.rels",
      relations([
        ...numbered.map(({ id }): [string, string] => ["worksheet", `worksheets/sheet${id}.xml`]),
        ["styles", "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", STYLES],
    ...numbered.map(({ sheet, id }): [string, string] => [`xl/worksheets/sheet${id}.xml`, worksheet(sheet)]),
  ];
  return zipFile(parts.map(([name, text]) => [name, Buffer.from(text, "utf8")]));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
// The second cell format shows numbers as days (14 is the built-in short date).
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>` +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

function contentTypes(ids: number[]): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const sheets = ids.map((id) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${kind}.worksheet+xml"/>`);
  return (
    `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${sheets.join("")}</Types>`
  );
}

function relations(targets: [kind: string, target: string][]): string {
  const lines = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`);
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join("")}</Relationships>`;
}

function book(sheets: string[]): string {
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

function worksheet({ rows, merges = [], hidden = [] }: Sheet): string {
  const columns = hidden.map((letter) => `<col min="${number(letter)}" max="${number(letter)}" width="9" hidden="1" customWidth="1"/>`);
  const lines = rows.map((cells, row) => {
    const filled = cells.map((cell, column) => drawn(cell, `${letters(column)}${row + 1}`));
    return `<row r="${row + 1}">${filled.join("")}</row>`;
  });
  const regions = merges.map((region) => `<mergeCell ref="${region}"/>`);
  return (
    `${XML}<worksheet xmlns="${MAIN}">` +
    (columns.length > 0 ? `<cols>${columns.join("")}</cols>` : "") +
    `<sheetData>${lines.join("")}</sheetData>` +
    (regions.length > 0 ? `<mergeCells count="${regions.length}">${regions.join("")}</mergeCells>` : "") +
    "</worksheet>"
  );
}

function drawn(cell: Cell, at: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === "string") return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  // Excel counts days from 30 December 1899.
  const serial = (Date.parse(`${cell.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return `<c r="${at}" s="1"><v>${serial}</v></c>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function number(letter: string): number {
  return [...letter].reduce((sum, character) => sum * 26 + character.charCodeAt(0) - 64, 0);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

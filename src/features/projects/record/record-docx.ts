import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Fact, RecordBlock, RecordDocument } from './record-document.ts'

// Twentieths of a point, as the format counts: A4 with margins of two centimetres.
const A4 = { width: 11_906, height: 16_838 }
const MARGIN = 1134
const TEXT_WIDTH = A4.width - 2 * MARGIN
const NAME_WIDTH = 2600

/**
 * The record as a Word document (Office Open XML): headings, table headings and the language are marked as such, so
 * that it can be read aloud and listed. Texts are written as text, whatever they hold.
 */
export async function recordAsDocx({
  title,
  number,
  front,
  sections,
}: RecordDocument): Promise<Uint8Array<ArrayBuffer>> {
  const made = new Document({
    title: textFor(`${title}: LISP project ${number}`),
    subject: `Whole record of LISP project ${number}`,
    creator: 'Wardmote',
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
          paragraph: { spacing: { after: 120 } },
        },
        title: { run: { size: 44, bold: true }, paragraph: { spacing: { after: 120 } } },
        heading1: {
          run: { size: 32, bold: true },
          paragraph: { spacing: { before: 240, after: 160 }, keepNext: true },
        },
        heading2: {
          run: { size: 26, bold: true },
          paragraph: { spacing: { before: 240, after: 120 }, keepNext: true },
        },
        heading3: {
          run: { size: 22, bold: true },
          paragraph: { spacing: { before: 160, after: 60 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: 'numbers',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 500, hanging: 500 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: { size: A4, margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN } },
        },
        headers: { default: new Header({ children: [quiet(`LISP project ${number}`)] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.END,
                children: [
                  new TextRun({
                    size: 18,
                    children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          quiet(`LISP project ${number}`),
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(title) }),
          ...front.flatMap(blockMade),
          ...sections.flatMap((section) => section.flatMap(blockMade)),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(made))
}

function blockMade(block: RecordBlock): (Paragraph | Table)[] {
  switch (block.is) {
    case 'heading':
      return block.level === 2
        ? [
            new Paragraph({
              heading: HeadingLevel.HEADING_1,
              pageBreakBefore: true,
              children: runs(block.text),
            }),
          ]
        : [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(block.text) })]
    case 'words':
      return [block.isQuiet ? quiet(block.text) : new Paragraph({ children: runs(block.text) })]
    case 'facts':
      return [...block.rows.map(answer), new Paragraph({ children: [] })]
    case 'list':
      return block.items.map(
        (item) => new Paragraph({ numbering: { reference: 'numbers', level: 0 }, children: runs(item) }),
      )
    case 'table':
      return [
        new Paragraph({
          keepNext: true,
          children: [new TextRun({ text: textFor(block.caption), bold: true })],
        }),
        table(block),
        new Paragraph({ children: [] }),
      ]
    case 'entry':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_3,
          children: runs(block.title, { strike: block.isWithdrawn }),
        }),
        ...block.answers.map(answer),
        ...(block.earlier.length ? [quiet('Asked by an earlier version')] : []),
        ...block.earlier.map(answer),
        quiet(block.byline),
      ]
  }
}

function table({ headings, numeric = [], rows }: Extract<RecordBlock, { is: 'table' }>): Table {
  const first = headings.length === 2 ? TEXT_WIDTH - NAME_WIDTH : Math.floor(TEXT_WIDTH / headings.length)
  const widths = headings.map((_, column) =>
    column === 0 ? first : Math.floor((TEXT_WIDTH - first) / (headings.length - 1)),
  )
  const cell = (text: string, column: number, isHeading: boolean) =>
    new TableCell({
      width: { size: widths[column] as number, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      ...(isHeading ? { shading: { fill: 'EEF4F3' } } : {}),
      children: [
        new Paragraph({
          spacing: { after: 0 },
          alignment: numeric.includes(column) ? AlignmentType.END : AlignmentType.START,
          children: runs(text, { bold: isHeading }),
        }),
      ],
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: headings.map((text, column) => cell(text, column, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({ cantSplit: true, children: row.map((text, column) => cell(text, column, false)) }),
      ),
    ],
  })
}

const answer = ([name, said]: Fact) =>
  new Paragraph({
    spacing: { after: 60 },
    children: [new TextRun({ text: textFor(`${name}: `), bold: true }), ...runs(said)],
  })

const quiet = (text: string) =>
  new Paragraph({ spacing: { after: 120 }, children: runs(text, { size: 18, color: '505A5F' }) })

type Look = Readonly<{ bold?: boolean; strike?: boolean; size?: number; color?: string }>

/** A text line by line, as line breaks of one paragraph. */
function runs(text: string, look: Look = {}): TextRun[] {
  return textFor(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }))
}

/** Only what XML 1.0 can hold; what it cannot is left out, as it prints as nothing. */
function textFor(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}

import type { MeetingKind } from './kind';

export interface AgendaStep {
  title: string;
  minutes: number;
}

// Every kind begins with what became of the last one (MISSION.md A4) and ends with reading back what was written.
const TEMPLATES: Record<MeetingKind, [zh: string, en: string, minutes: number][]> = {
  stool: [
    ['上次的事办得怎么样', 'What became of the last time', 10],
    ['大家说说身边的事', 'What is on people’s minds', 30],
    ['一件一件商量怎么办', 'What to do, one by one', 20],
    ['念一遍，定下谁办、何时办完', 'Read back: who does what by when', 10]
  ],
  grid: [
    ['上次的事办得怎么样', 'What became of the last time', 10],
    ['网格员说说这段时间走访的情况', 'What the grid workers found on their rounds', 15],
    ['网格里的难题一起议', 'The grid’s hard matters', 30],
    ['分工，定下时限', 'Who takes what, and by when', 15],
    ['念一遍，大家确认', 'Read back and confirm', 10]
  ],
  secretary: [
    ['上次答应的事回个话', 'An answer to what was promised', 10],
    ['拉拉家常，听听大家的心里话', 'A chat about how people are', 30],
    ['当场能答的当场答', 'What can be answered is answered', 15],
    ['念一遍，带走的事说清楚', 'Read back what is taken along', 5]
  ],
  review: [
    ['事情办到了哪一步', 'How far the matter has come', 10],
    ['承办的一方说说', 'Those who handled it speak', 10],
    ['居民代表评一评', 'Residents judge', 25],
    ['还差什么，谁来补', 'What is missing, and who mends it', 15],
    ['念一遍评议结果', 'Read back the result', 5]
  ]
};

/** The agenda a meeting of this kind starts with, in the language of whoever plans it; lines are free to be changed. */
export function agendaTemplate(kind: MeetingKind, locale: 'zh-CN' | 'en'): AgendaStep[] {
  return TEMPLATES[kind].map(([zh, en, minutes]) => ({ title: locale === 'en' ? en : zh, minutes }));
}

/** Whether an item is the one that every template begins with: what became of the last time. */
export function isReportStep({ title }: Pick<AgendaStep, 'title'>): boolean {
  return Object.values(TEMPLATES).some(([first]) => first!.includes(title));
}

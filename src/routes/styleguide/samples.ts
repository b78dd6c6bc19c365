/** Invented people and matters for the styleguide. */
export const PEOPLE = [
  { value: 'wang', label: '王秀英', detail: '网格员', pinyin: 'wxy' },
  { value: 'li', label: '李志强', detail: '楼栋长', pinyin: 'lzq' },
  { value: 'wuye', label: '安居物业', detail: '物业公司', pinyin: 'ajwy' }
];

export const ROWS = [
  { id: '2026-0042', title: '三单元楼道堆放旧家具' },
  { id: '2026-0041', title: '快递柜不够用' }
];

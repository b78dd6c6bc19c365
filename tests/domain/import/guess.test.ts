import { describe, expect, it } from 'vitest';
import { fieldOf, guessColumns, guessHead } from '$lib/domain/import/guess';
import { plainHead, type Field } from '$lib/domain/import/fields';

const OURS = new Map<string, Field>([
  [plainHead('系统编号（请勿改动）'), 'id'],
  [plainHead('编号'), 'number']
]);
const row = (n: number, ...cells: string[]) => ({ n, cells });

describe('[I1] the head', () => {
  it('is found below titles, dates and empty rows', () => {
    const rows = [
      row(1, '槐荫里社区2025年民生事项台账'),
      row(2, '填报单位：槐荫里社区', '', '', '填报时间：2025年12月'),
      row(4, '序号', '诉求内容', '责任单位', '办理时限', '办理情况'),
      row(5, '1', '路灯不亮', '物业', '2025-12-01', '已办结')
    ];
    expect(guessHead(rows, OURS)).toBe(4);
  });

  it('is none where nothing looks like one', () => {
    expect(guessHead([row(1, '甲', '乙'), row(2, '1', '2')], OURS)).toBeNull();
    expect(guessHead([row(1, '事项台账')], OURS)).toBeNull();
    expect(guessHead([], OURS)).toBeNull();
  });
});

describe('[I2] the columns', () => {
  it.each([
    ['编号', 'number'],
    ['序号', 'number'],
    ['事项', 'title'],
    ['问题', 'title'],
    ['诉求内容', 'title'],
    ['责任人', 'owner'],
    ['责任单位*', 'owner'],
    ['承办单位', 'owner'],
    ['办理时限', 'due'],
    ['完成时限（年月日）', 'due'],
    ['截止日期', 'due'],
    ['要求完成时间', 'due'],
    ['状态', 'state'],
    ['办理情况', 'state'],
    ['是否办结', 'state'],
    ['类别', 'category'],
    ['问题类型', 'category'],
    ['地点', 'venue'],
    ['小区', 'venue'],
    ['楼栋', 'venue'],
    ['反映人', 'raisedBy'],
    ['联系电话', 'private'],
    ['反映人电话', 'private'],
    ['身份证号', 'private'],
    ['家庭住址', 'private'],
    ['登记日期', 'registered'],
    ['受理时间', 'registered'],
    ['办结时间', 'finished'],
    ['诉求来源', 'channel'],
    ['办理结果', 'answer'],
    ['备注', 'append'],
    ['Deadline', 'due'],
    ['天气', ''],
    ['', '']
  ])('%s is %s', (head, field) => expect(fieldOf(head, OURS)).toBe(field));

  it('one field is one column; a number is surer than a count, and a second matter is its detail', () => {
    expect(guessColumns(['序号', '编号', '事项', '诉求内容', '责任单位', '责任人'], OURS)).toEqual([
      '',
      'number',
      'title',
      'detail',
      'owner',
      'append'
    ]);
    expect(guessColumns(['序号', '具体情况'], OURS)).toEqual(['number', 'title']);
    expect(guessColumns(['电话', '手机', '备注', '说明'], OURS)).toEqual(['private', 'private', 'append', 'append']);
  });
});

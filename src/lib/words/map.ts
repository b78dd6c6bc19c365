import { dictionary } from './dictionary';

/** The picture of the neighbourhood with its places on it. */
export const neighbourhoodMap = dictionary({
  'zh-CN': {
    title: '社区平面图',
    lead: '传一张平面图，把楼门口、小广场点在图上，“下次去哪儿坐”就看得见在哪里。',
    none: '还没有平面图',
    noneText: '手机拍一张社区的平面图就行，JPEG 或 PNG。',
    picture: '选一张图',
    replace: '换一张图',
    save: '用这张图',
    saved: '图换好了。已经点过的地方还在原处，看看要不要挪。',
    choose: '先选地方，再在图上点它的位置',
    press: (name: string) => `在图上点“${name}”的位置`,
    placed: '放好了。点别处就挪过去。',
    onMap: '在图上',
    notOnMap: '还没点',
    off: (name: string) => `把“${name}”从图上拿掉`,
    offShort: '从图上拿掉',
    byNumber: '不方便点？填数也行（0 到 100）',
    fromLeft: '离左边',
    fromTop: '离上边',
    put: '放在这里',
    at: (rank: number, name: string) => `第${rank}：${name}`,
    link: '社区平面图',
    linkText: '把楼门口、小广场点在图上'
  },
  en: {
    title: 'Map of the neighbourhood',
    lead: 'Upload a map and put entrances and squares on it: then “where to sit next” shows where they are.',
    none: 'No map yet',
    noneText: 'A photograph of the map will do, JPEG or PNG.',
    picture: 'Choose a picture',
    replace: 'Another picture',
    save: 'Use this picture',
    saved: 'The picture has been changed. Places stand where they stood; see whether they must move.',
    choose: 'Choose a place, then press where it is',
    press: (name: string) => `Press where “${name}” is`,
    placed: 'Placed. Press elsewhere to move it.',
    onMap: 'on the map',
    notOnMap: 'not yet',
    off: (name: string) => `Take “${name}” off the map`,
    offShort: 'Take off',
    byNumber: 'No pointer? Say it in numbers (0 to 100)',
    fromLeft: 'From the left',
    fromTop: 'From the top',
    put: 'Put it there',
    at: (rank: number, name: string) => `No. ${rank}: ${name}`,
    link: 'Map of the neighbourhood',
    linkText: 'Put entrances and squares on a picture'
  }
});

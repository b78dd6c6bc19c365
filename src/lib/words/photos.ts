import { dictionary } from './dictionary';

/** Pictures and voice notes, on the tablet and at the desk. */
export const photos = dictionary({
  'zh-CN': {
    title: '照片和录音',
    photo: (time: string) => `${time} 拍的照片`,
    voice: (time: string) => `${time} 录的音`,
    opens: '（打开大图）',
    away: '还在拍它的平板上，连上网就传过来',
    awayVoice: '还在录它的平板上，连上网就传过来',

    add: '照片和录音',
    take: '拍照',
    choose: '选照片',
    record: '录音',
    recording: (clock: string) => `正在录音 ${clock}`,
    stop: '录好了',
    cancel: '不要了',
    close: '收起',
    busy: '正在处理照片…',
    tooLong: '一段录音最多五分钟，已经替您存好了。',
    microphoneGone: '话筒断开了，录到的已经替您存好了。',

    waiting: '等着上传',
    sending: (percent: number) => `正在上传 ${percent}%`,
    failed: '没传上去',
    notKept: '平板存不下，有照片或录音没存住。传上去之前，请别关这个页面。',
    queueFailed: (count: number) => `${count} 件照片或录音服务器没收`,
    failedText: '东西都还在这台平板上。点开那一张，可以再传一次，也可以存成文件。',
    retry: '再传一次',
    save: '存成文件',
    drop: '不传了，删掉',
    remove: '拿掉',
    removed: '照片已经拿掉，点“撤销”可以找回来。',
    back: '关上',

    cannotRead: '这张照片这台平板打不开，没有加进来。请换成 JPEG 或 PNG 再试。',
    tooManyPixels: '这张照片太大了，没有加进来。请把相机的像素调低一些再拍。',
    tooLarge: '这张照片缩小以后还是太大，没有加进来。请换一张。',
    noMicrophone: '这台平板没有找到话筒。',
    microphoneRefused: '浏览器没有让用话筒。请在地址栏左边的小锁里允许，再点一次。',
    recorderAbsent: '这个浏览器录不了音。请先用文字记下来。',
    otherPeople: (count: number) => `这台平板上还有别人拍的 ${count} 件待传，会一起传上去。`
  },
  en: {
    title: 'Pictures and recordings',
    photo: (time: string) => `Picture taken at ${time}`,
    voice: (time: string) => `Recorded at ${time}`,
    opens: '(opens large)',
    away: 'Still on the tablet that took it; it comes as soon as that has a network',
    awayVoice: 'Still on the tablet that recorded it; it comes as soon as that has a network',

    add: 'Pictures and recordings',
    take: 'Take a picture',
    choose: 'Choose',
    record: 'Record',
    recording: (clock: string) => `Recording ${clock}`,
    stop: 'Done',
    cancel: 'Discard',
    close: 'Close',
    busy: 'Preparing the picture…',
    tooLong: 'A recording has at most five minutes; it has been kept.',
    microphoneGone: 'The microphone went away; what was recorded has been kept.',

    waiting: 'Waiting to go up',
    sending: (percent: number) => `Going up, ${percent}%`,
    failed: 'Did not go up',
    notKept:
      'The tablet is full: a picture or recording is not kept. Please leave this page open until it has gone up.',
    queueFailed: (count: number) => `The server did not take ${count} pictures or recordings`,
    failedText: 'They are still on this tablet. Open one to send it again or to save it as a file.',
    retry: 'Try again',
    save: 'Save as a file',
    drop: 'Do not send, delete',
    remove: 'Take out',
    removed: 'Taken out; “undo” brings it back.',
    back: 'Close',

    cannotRead: 'This tablet cannot open that picture; it was not added. Please try it as JPEG or PNG.',
    tooManyPixels: 'That picture is too large; it was not added. Please set the camera to fewer pixels.',
    tooLarge: 'That picture is too large even when shrunk; it was not added. Please take another.',
    noMicrophone: 'No microphone was found on this tablet.',
    microphoneRefused: 'The browser does not allow the microphone. Please allow it by the lock beside the address.',
    recorderAbsent: 'This browser cannot record. Please write it down instead.',
    otherPeople: (count: number) => `${count} taken by others on this tablet wait too and go up along with yours.`
  }
});

import type { Refusal, RefusalKey } from '../domain/refusal';
import { dictionary, inLocale, type Locale } from './dictionary';

/** What a person reads when something cannot be done: what happened, that nothing is lost, what to do. */
export const refusals = dictionary({
  'zh-CN': {
    'sign-in/required': '请先登录。写好的内容都还在。',
    'sign-in/wrong': '账号或密码不对，请再试一次。',
    'sign-in/slowed': (values: { seconds: number }) => `试得太多了，请等 ${values.seconds} 秒再试。`,
    'sign-in/disabled': '这个账号已经停用，请找社区管理员。',
    'meeting/joined': '这两场会合不到一起：其中一场已经合到别的会里了。什么都没有改。',
    'file/unfit': '这个文件读不出来，什么都没有改。请选平板上“存成文件”存下的那个。',
    'file/other-meeting': '这个文件是另一场会的，什么都没有改。请到那场会的页面带入。',
    'file/aside': '文件里有别的平板名下的字，先整份放在一边，会议没有改，字也没有丢。请办公室看过再收。',
    'file/full': '这个文件太大，没有收下，会议没有改。请把它交给社区管理员。',
    'aside/decided': '这些已经有人处理过，或者还接不上，没有动。请刷新看看。',
    'pin/wrong': 'PIN 不对，请再试一次，或者改用密码。',
    'pin/spent': 'PIN 错的次数太多，这台设备上的 PIN 已经作废。请用密码登录，写好的都在。',
    'pin/unfit': '请用 4 到 8 位数字，不要全一样，也不要 1234 这样连着的。',
    'right/missing': '这个账号做不了这件事，请找社区工作人员。',
    'origin/foreign': '这个请求来自别的网站，没有照办。请回到小板凳的页面再操作。',
    'input/invalid': '有几处没填对，请照提示改一改。填好的内容都还在。',
    'input/too-large': '内容太大了，没有收下。请分几次提交。',
    'input/not-json': '请用 JSON 提交（Content-Type: application/json）。',
    'field/missing': '这一项要填。',
    'field/too-long': '太长了，请写短一点。',
    'field/unfit': '这一项填得不对。',
    'meeting/absent': '没找到这场议事会，请看看链接是否完整。',
    'meeting/exists': '这个编号已经有一场议事会了，原来那场没有改动。',
    'sheet/absent': '没有这个编号的记录单。请看看单子右上角的编号，比如 XZ-2026-0007。',
    'sheet/no-meeting': '先选这张单子是哪场会的，填好的都还在。',
    'sheet/full': '今年的编号用完了，请用已经印好的单子。',
    'channel/absent': '没有这个通道，可能刚刚删掉了。',
    'channel/no-mail': '这里还没有接邮件服务器，发不了邮件。请找管理员设好 SMTP_HOST。',
    'channel/full': '通道已经有 100 个了，先删掉不用的。',
    'channel/shut': '这个通道停用了，先启用再发。',
    'channel/unconfirmed': '邮箱还没确认，先到邮箱里点确认信的链接。',
    'channel/slowed': '今天改得太多次了，明天再来。原来的没有动。',
    'channel/insecure': '地址要用 https 开头。',
    'channel/host': '这个主机不在允许的名单里。要用别的主机，请管理员在 WEBHOOK_HOSTS 里加上。',
    'channel/path': '这不像是群机器人的地址，请从机器人的设置里整条复制。',
    'channel/link-absent': '这个链接已经作废，或者没有复制完整。',
    'invitation/absent': '这个邀请链接已经作废，或者没有复制完整。请问问发给您的人。',
    'invitation/full': '一场会最多邀请 40 家单位，前面的都还在。',
    'invitation/spent': '改得太多次了，没有再改。请打电话告诉社区。',
    'meeting/closed': '这场议事会已经结束了，记下的内容都还在。',
    'upload/absent': '这张照片或这段录音还没传上来，拍它的平板一连上网就会传。',
    'upload/offset': '前面的一段还没到，请从已经传到的地方接着传。',
    'upload/unfit': '这个文件不是能看的照片或能听的录音，没有收下。平板上的那一份还在。',
    'upload/too-large': '这个文件太大了，没有收下。平板上的那一份还在。',
    'upload/meeting-full': '这场会的照片和录音已经放满了，没有收下。平板上的那一份还在。',
    'upload/slowed': '这台平板一下子传得太多，过一会儿会接着传，不用管它。',
    'disk/full': '服务器的硬盘快满了，照片先留在平板上，腾出地方会接着传。请告诉社区管理员。',
    'phones/shut': '现场现在不收手机上的意见，您可以举手当面说。您写的还在这一页上。',
    'phones/slowed': (values: { seconds: number }) =>
      values.seconds < 90
        ? `刚刚才发过，请等 ${values.seconds} 秒再发。您写的还在这一页上。`
        : '这会儿手机上来的太多了，请过一会儿再发，或者举手当面说。您写的还在这一页上。',
    'phones/full': '手机上能收的已经收满了，请举手当面说。您写的还在这一页上。',
    'phones/picture-large': '照片太大了，没有收下。请选小一点的照片，或者先只发文字。',
    'phones/picture-unfit': '这不是能看的照片，没有收下。请重新拍一张，或者先只发文字。',
    'poll/closed': '这一项已经投完了，没有记上。结果请看大屏。',
    'poll/unfit': '请先选好再投。',
    'issue/absent': '没找到这个问题，可能刚刚改过，请刷新看看。',
    'paper/absent': '这份材料还没有拟，请先照会议拟一稿。',
    'paper/changed': '刚才有人存了新的一稿，您的还没存。请看一眼新稿再改，写好的还在这一页上。',
    'paper/full': '这份材料改得太多了，不能再存新稿。已有的各稿都在。',
    'paper/not-final': '还没有定稿，不能公布。请先定稿。',
    'paper/not-out': '这份材料没有在征求意见，意见没有记上。请先发出去征求意见。',
    'paper/personal': (values: { count: number }) =>
      `还有 ${values.count} 处个人信息没定，没有公布。请一处一处定：隐去，还是留着。`,
    'calendar/changed': '您看过预览以后，放假安排或者填的内容又变了，还没有收下。请照新的预览再看一眼。',
    'item/absent': '没找到这条台账，请看看链接是否完整。',
    'item/changed': (values: { who?: string; what?: string }) =>
      values.who
        ? `${values.who}刚刚动过这一条（${values.what}），您的改动还没生效。请看一眼新的内容再改，写好的还在。`
        : '刚才有人改过这一条，您的改动还没生效。请看一眼新的内容再改，写好的还在。',
    'item/not-now': '这件事办到现在这一步，还不能这样做。请刷新看看最新的进展。',
    'item/parts-open': (values: { count: number }) =>
      `还有 ${values.count} 家联办单位没办完，牵头的先不能办结。请催一催，或者说明理由免去它那一份。您写的还在。`,
    'item/no-target': '要并入的那条台账没找到，或者已经了结。请另选一条，什么都没有改。',
    'item/photos-many': '一次最多放 4 张照片。请少选几张再提交，写好的都还在。',
    'item/photos-full': '这件事的照片已经放满了，这一张没有收下。请只写文字再提交，写好的都还在。',
    'item/just-chased': (values: { who?: string }) =>
      `${values.who || '有人'}刚刚催过这件事，没有再催。真有新情况，请写一句为什么再催。`,
    'photo/absent': '没找到这张照片，可能没有传好，请重新选一次。写好的都还在。',
    'link/absent': '这个链接过期了、作废了，或者没有复制完整。请让社区再发一个新的，之前回过的话都还在。',
    'link/slowed': (values: { seconds: number }) =>
      `这个链接一下子用得太多了，请等 ${Math.max(1, Math.ceil(values.seconds / 60))} 分钟再试，或者打电话告诉社区。写好的还在这一页上。`,
    'link/full': '这家单位能用的链接已经有 5 个了，请先作废一个再发新的。',
    'link/has-account': '这个人自己有账号，请他登录回话，不用另发链接。',
    'party/absent': '没找到这个责任人，可能已经停用。请重新选，别的都还在。',
    'view/full': (values: { most: number }) => `最多存 ${values.most} 个视图，这个没有存。先删掉用不着的，再存一次。`,
    'import/absent': '没找到这次导入，请看看链接是否完整。',
    'import/no-file': '还没有选文件。请选一个 .xlsx 或 .csv。',
    'import/empty': '这个文件里没有内容，什么都没有导入。',
    'import/unreadable': '这个文件读不出来，什么都没有导入。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试。',
    'import/old-excel': '这是旧版的 .xls，或者加了密码，读不了。请在 Excel 或 WPS 里打开，另存为不加密的 .xlsx 再试。',
    'import/locked': '这个文件加了密码。请在 Excel 或 WPS 里去掉密码，另存一次再试。',
    'import/too-large': '这个文件太大了，没有收下。一次最多 10 MB，展开以后的内容也有限度；请按年份拆成几个。',
    'import/too-many-rows': '一次最多导入两万行，没有收下。请按年份拆成几个文件。',
    'import/changed': '刚才在别的窗口改过设置，还没有导入。请看一眼现在的样子再点。',
    'import/gone': '文件放得太久，已经删掉了。请重新选一次文件。',
    'import/not-now': '这次导入现在做不了这一步，请刷新看看。',
    'page/absent': '没有这个页面，请看看地址是否完整。',
    'method/unknown': '这个地址不支持这样的操作。',
    'watch/too-many': '这台设备同时打开的页面太多了，请关掉几个再看。',
    'server/fault': '系统出了点问题，写好的内容不会丢。请过一会儿再试。',
    'server/busy': '现在用的人太多，请过一会儿再试。写好的内容都还在。'
  },
  en: {
    'sign-in/required': 'Please sign in first. What you wrote is still there.',
    'sign-in/wrong': 'The account or the password is not right. Please try again.',
    'sign-in/slowed': (values: { seconds: number }) =>
      `Too many tries. Please wait ${values.seconds} seconds and try again.`,
    'sign-in/disabled': 'This account has been closed. Please ask the community’s administrator.',
    'meeting/joined':
      'These two cannot be joined: one of them has been joined into another meeting already. Nothing was changed.',
    'file/unfit': 'This file cannot be read; nothing was changed. Please choose the one that the tablet saved.',
    'file/other-meeting': 'This file belongs to another meeting; nothing was changed. Please bring it in there.',
    'file/aside':
      'The file holds words in the name of another tablet. All of it was put aside, and the meeting is as it was. The office can read it and take it in.',
    'file/full':
      'This file is too large and was not taken; the meeting is as it was. Please give it to your administrator.',
    'aside/decided':
      'Somebody has decided this already, or it does not fit yet. Nothing was done; please load the page again.',
    'pin/wrong': 'That is not the PIN. Please try again, or use the password.',
    'pin/spent':
      'Too many wrong tries: the PIN of this device is gone. Please use the password; what you wrote is still there.',
    'pin/unfit': 'Please take 4 to 8 digits, not all the same and not counted up or down.',
    'right/missing': 'This account may not do that. Please ask the community’s staff.',
    'origin/foreign': 'This request came from another site and was not carried out. Please go back to Stoolside.',
    'input/invalid': 'Some of it does not fit; please look at the notes. What you filled in is still there.',
    'input/too-large': 'That is too large and was not taken. Please send it in parts.',
    'input/not-json': 'Please send JSON (Content-Type: application/json).',
    'field/missing': 'Please fill this in.',
    'field/too-long': 'Too long; please make it shorter.',
    'field/unfit': 'This does not fit here.',
    'meeting/absent': 'There is no such meeting. Please check that the link is whole.',
    'meeting/exists': 'There is a meeting under this id already; it was left as it is.',
    'sheet/absent': 'There is no sheet with this number. Look at its upper right corner, such as XZ-2026-0007.',
    'sheet/full': 'This year’s numbers are used up; please use sheets that are printed already.',
    'sheet/no-meeting': 'First choose the meeting this sheet belongs to; what you filled in is still here.',
    'channel/absent': 'There is no such way out; it may just have been removed.',
    'channel/no-mail': 'There is no mail server here yet. Please ask an administrator to set SMTP_HOST.',
    'channel/full': 'There are 100 ways out already; please remove those that are not used.',
    'channel/shut': 'It is shut; open it first.',
    'channel/unconfirmed': 'The address is not confirmed yet; please open the link in the letter first.',
    'channel/slowed': 'It was changed too often today; please try tomorrow. What was there has stayed.',
    'channel/insecure': 'The address must begin with https.',
    'channel/host':
      'This host is not on the list of those allowed. For another one an administrator sets WEBHOOK_HOSTS.',
    'channel/path': 'This is no group robot’s address; please copy the whole of it from the robot’s settings.',
    'channel/link-absent': 'This link is no longer valid, or incomplete.',
    'invitation/absent': 'This invitation was taken back, or its link is incomplete. Please ask who sent it.',
    'invitation/full': 'A meeting can have 40 organisations invited; those invited before are still there.',
    'invitation/spent': 'This answer was changed too often and was not changed again. Please call the community.',
    'meeting/closed': 'This meeting has been closed. Everything written down is still there.',
    'upload/absent':
      'This picture or recording has not come up yet; the tablet that took it sends it as soon as it has a network.',
    'upload/offset': 'An earlier part is missing. Please go on from where the file has come to.',
    'upload/unfit': 'This file is no picture or sound that can be shown, and was not taken. The tablet still has it.',
    'upload/too-large': 'This file is too large and was not taken. The tablet still has it.',
    'upload/meeting-full':
      'This meeting holds no more pictures and recordings; it was not taken. The tablet still has it.',
    'upload/slowed': 'This tablet sends very many at once. It goes on by itself in a while.',
    'disk/full':
      'The server’s disk is nearly full. Pictures stay on the tablet and go up when there is room. Please tell the administrator.',
    'phones/shut':
      'The meeting takes nothing from phones just now; please raise your hand. What you wrote is still on this page.',
    'phones/slowed': (values: { seconds: number }) =>
      values.seconds < 90
        ? `You have just sent something. Please wait ${values.seconds} seconds. What you wrote is still on this page.`
        : 'Too much comes from phones just now. Please try a little later, or raise your hand. What you wrote is still on this page.',
    'phones/full': 'No more can be taken from phones; please raise your hand. What you wrote is still on this page.',
    'phones/picture-large':
      'The picture is too large and was not taken. Please choose a smaller one, or send the words alone.',
    'phones/picture-unfit':
      'This is no picture that can be shown, and was not taken. Please take another, or send the words alone.',
    'poll/closed': 'This vote has ended, and yours was not counted. The screen shows the result.',
    'poll/unfit': 'Please choose first.',
    'issue/absent': 'This issue was not found; it may just have been changed. Please reload the page.',
    'paper/absent': 'This paper has not been drafted yet. Please draft it from the meeting first.',
    'paper/changed':
      'Somebody has just saved a new version, and yours was not saved. Look at the new one first; what you wrote is still on this page.',
    'paper/full': 'This paper has too many versions to save another. All of them are there.',
    'paper/not-final': 'It is not final yet and was not published. Make it final first.',
    'paper/not-out': 'This paper is not out for objections; nothing was written down. Send it out first.',
    'paper/personal': (values: { count: number }) =>
      `${values.count} personal ${values.count === 1 ? 'detail is' : 'details are'} undecided; it was not published. Mask or keep each.`,
    'calendar/changed':
      'The calendar or what you filled in has changed since the preview; it was not taken. Please look at the new preview.',
    'item/absent': 'There is no such item in the ledger. Please check that the link is whole.',
    'item/changed': (values: { who?: string; whatEn?: string }) =>
      values.who
        ? `${values.who} has just changed this item (${values.whatEn}); your change is not in yet. Look at the new one first; what you wrote is kept.`
        : 'Somebody has just changed this item; your change is not in yet. Look at the new one first; what you wrote is kept.',
    'item/not-now': 'That cannot be done at this item’s present stage. Please look at how far it is.',
    'item/parts-open': (values: { count: number }) =>
      `${values.count} joint ${values.count === 1 ? 'partner has' : 'partners have'} not finished, so the lead cannot finish yet. Chase them, or release their part with a reason. What you wrote is kept.`,
    'item/no-target': 'The item to merge into was not found or has ended. Choose another; nothing was changed.',
    'item/photos-many': 'Four pictures at most go with one step. Choose fewer and send again; what you wrote is kept.',
    'item/photos-full':
      'This item holds no more pictures; this one was not taken. Send the words alone; what you wrote is kept.',
    'item/just-chased': (values: { who?: string }) =>
      `${values.who || 'Somebody'} has just chased this; it was not chased again. If something is new, say why in a few words.`,
    'photo/absent': 'This picture was not found; it may not have come whole. Choose it again; what you wrote is kept.',
    'link/absent':
      'This link has run out, was revoked, or is incomplete. Please ask the community for a new one; all answers are kept.',
    'link/slowed': (values: { seconds: number }) =>
      `Too much came over this link at once. Please wait ${Math.max(1, Math.ceil(values.seconds / 60))} minutes, or call the community. What you wrote is still on this page.`,
    'link/full': 'There are 5 links for this party that work. Revoke one before you make another.',
    'link/has-account': 'This person has an account of his own and answers there; no link is needed.',
    'party/absent': 'This owner was not found or is no longer active. Choose again; everything else is kept.',
    'view/full': (values: { most: number }) =>
      `${values.most} views are the most; this one was not saved. Remove one that you no longer need and save again.`,
    'import/absent': 'There is no such import. Please check that the link is whole.',
    'import/no-file': 'No file was chosen. Please choose an .xlsx or a .csv.',
    'import/empty': 'There is nothing in this file, and nothing was imported.',
    'import/unreadable':
      'This file cannot be read, and nothing was imported. Open it in Excel or WPS and save it as .xlsx.',
    'import/old-excel':
      'This is an old .xls, or has a password. Open it in Excel or WPS and save it as .xlsx without one.',
    'import/locked': 'This file has a password. Take it off in Excel or WPS and save it once more.',
    'import/too-large':
      'This file is too large and was not taken: 10 MB at most, and a bound on what it unpacks to. Please cut it by year.',
    'import/too-many-rows': 'At most 20,000 rows at a time; it was not taken. Please cut it by year.',
    'import/changed': 'It was changed in another window, and nothing was imported yet. Please look at it as it is now.',
    'import/gone': 'The file lay too long and was removed. Please choose it again.',
    'import/not-now': 'That cannot be done with this import now. Please look at how far it is.',
    'page/absent': 'There is no such page. Please check that the address is whole.',
    'method/unknown': 'This address does not take that method.',
    'watch/too-many': 'Too many pages are open on this device; please close some of them.',
    'server/fault': 'Something went wrong here. What you wrote is not lost. Please try again in a while.',
    'server/busy': 'Too many people at once. Please try again in a while; what you wrote is still there.'
  }
} satisfies { 'zh-CN': Record<RefusalKey, unknown>; en: Record<RefusalKey, unknown> });

/** The sentence for a refusal in one language. */
export function refusalSentence(refusal: Refusal, locale: Locale): string {
  const words = inLocale(refusals, locale) as Record<RefusalKey, string | ((values: object) => string)>;
  const sentence = words[refusal.refused];
  return typeof sentence === 'function' ? sentence(refusal.with ?? {}) : sentence;
}

import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: '请从头开始',
  happened: '时间过长，或应用版本太旧，无法继续办理。卡片的剩余次数没有减少。',
  next: `请按“${common.actions.startOver}”。如果仍然不行，请过一段时间再试。`,
};
const ours: Advice = {
  title: '我们这边出现了故障',
  happened: '服务出了问题，不是您的操作错误。次数没有减少。',
  next: '请过几分钟再试一次。',
};
const notInService: Advice = {
  title: '这台终端不能使用',
  happened: '这台自助终端目前没有在本服务中登记。',
  next: '请使用附近的其他自助终端。您的预约仍然保留。',
};
const noCardNeeded = '不需要再次读取卡片。';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: '正在维护',
    happened: '目前暂停接受预约。',
    next: '请在维护结束后再试一次。',
  },
  'kiosk-closed': {
    title: '现在不在自助终端的使用时间内',
    happened: '使用时间为 6:30～23:00（维护期间除外）。您的预约仍然保留。',
    next: '请在使用时间内再来。',
  },
  'face-unusable': {
    title: '照片没有拍好',
    happened: '脸部没有拍清楚。次数没有减少。',
    next: `请看下面的提示，重新拍摄。${noCardNeeded}`,
  },
  'face-not-live': {
    title: '无法确认脸部的动作',
    happened: '动作与画面上的顺序不一致。',
    next: `请一个人按照箭头慢慢转动脸部。${noCardNeeded}`,
  },
  'face-no-match': {
    title: '与卡片的照片不一致',
    happened: '无法确认您现在的脸与卡片里的照片是同一个人。',
    next: `请摘下眼镜、口罩和帽子，在明亮的地方再试一次。${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: '请稍等',
    happened: '由于连续无法确认，需要暂停一会儿。',
    next: '时间过后请再试一次。着急时，也可以到市区町村的政府窗口办理。',
  },
  'face-attempts-exhausted': {
    title: '这张卡片不能再进行脸部确认',
    happened: '无法确认的次数已达到上限。',
    next: common.office,
  },
  'no-reservation': {
    title: '没有这张卡片的预约',
    happened: '这张卡片还没有预约。',
    next: '请用手机预约（24小时受理，免费），并在预约后24小时内前往自助终端。',
  },
  'reservation-expired': {
    title: '预约已过期',
    happened: '预约后已超过24小时。',
    next: '请用手机重新预约（免费）。',
  },
  'reservation-ended': {
    title: '这个预约已经结束',
    happened: '这个预约已被使用或取消。',
    next: '如有需要，请用手机重新预约。',
  },
  'reservation-in-use': {
    title: '这个预约正在办理中',
    happened: '有一台自助终端正在办理这张卡片的手续。',
    next: '请在那台终端上办完，或等5分钟左右再试一次。',
  },
  'card-not-accepted': {
    title: '无法确认这张卡片',
    happened: '卡片的信息未能得到正确核实。',
    next: '请不要移动卡片，再试一次。如果仍然不行，请咨询市区町村的政府窗口。',
  },
  'certificate-expired': {
    title: '电子证书已过期',
    happened: '卡片的电子证书已超过有效期。',
    next: common.office,
  },
  'certificate-revoked': {
    title: '电子证书已失效',
    happened: '由于搬家、更改姓名等原因，电子证书已经失效。',
    next: common.office,
  },
  'photo-unusable': {
    title: '卡片里的照片不能使用',
    happened: '从卡片里的照片无法辨认脸部。',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: '这台终端正在准备中',
    happened: '管理员还没有完成确认。',
    next: '请使用附近的其他自助终端。',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: '无法登记这台终端',
    happened: '登记码不正确或已过期。',
    next: '请向管理员索取新的登记码。',
  },
  'claim-lapsed': {
    title: '时间已到',
    happened: '由于办理超时，已暂时退回预约。预约没有丢失。',
    next: '请从头再试一次。',
  },
  'malformed-request': restart,
  'body-too-large': restart,
  'media-type-unsupported': restart,
  'not-found': restart,
  'method-not-allowed': restart,
  'dpop-nonce-required': restart,
  'token-refused': restart,
  'token-used': restart,
  'consent-outdated': {
    title: '说明内容已更新',
    happened: '您同意的文字有了改动，需要再次确认。',
    next: '请返回第一个画面，阅读新的说明。',
  },
  'revocation-unavailable': {
    title: '无法确认卡片是否有效',
    happened: '查询电子证书是否有效的系统没有响应。次数没有减少。',
    next: '请过几分钟再试一次。',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: '现在比较拥挤',
    happened: '短时间内操作太多。',
    next: '请稍等片刻再试一次。',
  },
  internal: ours,
};

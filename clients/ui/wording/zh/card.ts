import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: '卡片的办理中断了',
  happened: '与卡片的安全通信中断了。密码没有改变。',
  next: '请重新放好卡片，再试一次。',
};

const failures: CardFailureWords = {
  'pin-format': {
    title: '请输入4位数字',
    happened: '输入的不是4位数字，因此没有发送给卡片。剩余次数没有减少。',
    next: '请输入您领卡时设定的4位数字密码。',
  },
  'pin-wrong': {
    title: '4位密码不正确',
    happened: '输入的数字与卡片中的密码不一致。',
    next: '请确认剩余次数，再输入一次。',
  },
  'pin-last-try': {
    title: '只剩1次机会',
    happened: '再输错一次，4位密码就会被锁定。现在还没有发送给卡片。',
    next: '只有确定时才请继续。没有把握时，可以到市区町村的政府窗口咨询。',
  },
  'pin-blocked': {
    title: '4位密码已被锁定',
    happened: '由于连续输错3次，卡片不再接受4位密码。',
    next: common.office,
  },
  'password-rule': {
    title: '不能使用这个密码',
    happened: '需要6到16个字符，并且同时含有大写字母和数字。',
    next: '请确认条件，重新输入。',
  },
  'no-signature-certificate': {
    title: '卡片中没有签名用电子证书',
    happened: '这张卡片里没有可以设定密码的电子证书。',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: '这似乎不是个人编号卡',
    happened: '读取到的是另一张卡。',
    next: '请移开其他卡片，只放个人编号卡。',
  },
  'not-supported': {
    title: '这张卡片不能在此办理',
    happened: '这张卡片不支持通过本服务重设密码。',
    next: common.office,
  },
  'link-lost': {
    title: '与卡片的通信断开了',
    happened: '与卡片的通信没有进行到最后。',
    next: again.next,
  },
  'card-removed': {
    title: '卡片离开了',
    happened: '读取过程中卡片离开了读卡位置。',
    next: '请重新放好卡片，结束之前不要移动。',
  },
  'no-card': {
    title: '没有找到卡片',
    happened: '读卡位置上没有卡片。',
    next: '请从卡套中取出卡片，放在读卡位置上。',
  },
  'reader-lost': {
    title: '没有找到读卡器',
    happened: '与读卡器的连接断开了。',
    next: '请检查连接，再试一次。',
  },
  'reader-busy': {
    title: '读卡器正在使用中',
    happened: '另一个应用正在使用卡片。',
    next: '请关闭其他应用，再试一次。',
  },
  'bridge-lost': {
    title: '无法使用读卡功能',
    happened: '与读卡程序的连接断开了。',
    next: '请检查读卡程序是否在运行，再试一次。',
  },
  'bridge-refused': {
    title: '读卡功能拒绝了连接',
    happened: '此页面与读卡程序没有配对。',
    next: '请重新打开读卡程序显示的链接。',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: '无法读取卡片内容',
    happened: '卡片的回答与预期不同。',
    next: '请重新放好卡片，再试一次。如果仍然不行，请咨询市区町村的政府窗口。',
  },
  'card-refused': {
    title: '卡片没有接受此操作',
    happened: '卡片在办理途中拒绝了。密码没有改变。',
    next: '请再试一次。如果仍然不行，请咨询市区町村的政府窗口。',
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: '电子证书已过期',
    happened: '与4位密码对应的电子证书已超过有效期。',
    next: common.office,
  },
  matchingNumberWrong: {
    title: '与卡片正面的数字不一致',
    happened: '出生日期、有效期年份、安全码中有一项与卡片不同。',
    next: '请看着卡片正面，重新输入。',
  },
  matchingNumberBlocked: {
    title: '已无法再核对卡片正面的数字',
    happened: '由于多次输错，卡片不再接受用来打开照片的数字。',
    next: common.office,
  },
  triesLeft: (count) => `还可以输入${count}次`,
  triesUnknown: '无法从卡片得知剩余次数',
  lastTry: '再输错一次就会被锁定',
};

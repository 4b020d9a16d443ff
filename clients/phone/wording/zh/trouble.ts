import type { TroubleWords } from '../words.ts';

export const trouble: TroubleWords = {
  office: '可以在市区町村的政府窗口办理',
  'card-expired': {
    title: '卡片已过有效期',
    happened: '卡片本身已过期，因此不能在此办理。',
    next: '请到市区町村的政府窗口申请换新卡。',
  },
  'another-card': {
    title: '这不是刚才的那张卡片',
    happened: '确认使用最后1次机会的是另一张卡。密码没有发送。',
    next: '请只用您本人的一张卡，再试一次。',
  },
  'camera-denied': {
    title: '无法使用摄像头',
    happened: '没有允许使用摄像头。',
    next: '请在手机设置中允许此应用使用摄像头，然后按“重新拍摄”。',
  },
  'camera-missing': {
    title: '没有找到摄像头',
    happened: '没有找到屏幕一侧的摄像头。',
    next: '请使用屏幕一侧有摄像头的手机。',
  },
  'camera-busy': {
    title: '摄像头正在使用中',
    happened: '其他应用似乎正在使用摄像头。',
    next: '请关闭其他应用，然后按“重新拍摄”。',
  },
  'camera-virtual': {
    title: '这不是真正的摄像头',
    happened: '现在使用的是播放画面的应用，而不是摄像头。',
    next: '请关闭该应用或使用手机自带的摄像头，然后按“重新拍摄”。',
  },
  'face-slow': {
    title: '时间过长',
    happened: '转动脸部的顺序每2分钟更新一次。次数没有减少。',
    next: '按“重新拍摄”会显示新的顺序。不需要读取卡片。',
  },
  fault: {
    title: '没能顺利进行',
    happened: '应用内部出了问题，不是您的操作错误。',
    next: '请按“再试一次”。如果仍然不行，请关闭应用后重新打开。',
  },
  cardAway: {
    title: '与卡片的通信断开了',
    happened: '卡片离开了，或位置偏了。',
    next: '请重新贴近卡片，结束之前不要移动。找不到时请稍微移动位置。',
  },
  nfcOff: {
    title: '无法使用 NFC',
    happened: '手机读取卡片的 NFC 功能已关闭或无法使用。',
    next: '请在手机设置中打开 NFC，然后再试一次。',
  },
  readerBusy: {
    title: '读卡功能正在使用中',
    happened: '其他画面或应用正在使用卡片。',
    next: '请关闭其他画面，再试一次。',
  },
  otherCard: {
    title: '这似乎不是个人编号卡',
    happened: '读取到的是另一张卡。',
    next: '请移开钱包和其他卡片，只贴近个人编号卡。',
  },
};

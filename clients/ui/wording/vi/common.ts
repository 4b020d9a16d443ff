import type { CommonWords } from '../wording.ts';

const actions = {
  next: 'Tiếp theo',
  back: 'Quay lại',
  retry: 'Thử lại',
  cancel: 'Dừng lại',
  close: 'Đóng',
  startOver: 'Làm lại từ đầu',
};

export const common: CommonWords = {
  language: 'Ngôn ngữ',
  draft: {
    title: 'Bản dịch nháp',
    text: 'Nội dung tiếng Việt này là bản nháp, chưa được người bản ngữ kiểm tra. Bản tiếng Nhật hoặc tiếng Anh là bản chính thức.',
  },
  actions,
  office:
    'Hãy mang thẻ và một giấy tờ tùy thân khác đến quầy của tòa thị chính (thành phố, quận, thị trấn hoặc làng). Tại quầy có thể làm mới chứng thư điện tử, mã PIN và mật khẩu.',
  whatHappened: 'Điều gì đã xảy ra',
  whatNow: 'Việc cần làm tiếp theo',
  supportCode: (code) => `Mã hỗ trợ: ${code}`,
  tryAgainIn: (wait) => `Vui lòng đợi ${wait}`,
  offline: {
    title: 'Không có kết nối Internet',
    happened: 'Kết nối bị ngắt hoặc sóng yếu. Những gì bạn đã làm vẫn được giữ lại.',
    next: `Hãy đến nơi có sóng tốt và bấm “${actions.retry}”.`,
  },
  time: {
    today: 'hôm nay',
    tomorrow: 'ngày mai',
    until: (day, end) => `${day} đến ${end}`,
    from: (day, start) => `${day} từ ${start}`,
    range: (day, start, end) => `${day} ${start}–${end}`,
    hours: (count) => `${count} giờ`,
    minutes: (count) => `${count} phút`,
    seconds: (count) => `${count} giây`,
    left: (duration) => `còn ${duration}`,
  },
  pin: {
    entered: (count, length) => `Đã nhập ${count} trong ${length} chữ số`,
    erase: 'Xóa một ký tự',
    clear: 'Xóa tất cả',
    enter: 'OK',
  },
  password: {
    entered: (count) => `Đã nhập ${count} ký tự`,
    rules: {
      length: 'Từ 6 đến 16 ký tự',
      letter: 'Ít nhất một chữ cái (A–Z)',
      digit: 'Ít nhất một chữ số (0–9)',
    },
    met: 'đã đạt',
    unmet: 'chưa đạt',
    show: 'Hiện ký tự',
    hide: 'Ẩn ký tự',
    letters: 'Chữ cái',
    digits: 'Chữ số',
    letterKey: (letter) => `chữ cái ${letter}`,
    digitKey: (digit) => `chữ số ${digit}`,
    lookalikes: {
      title: 'Các ký tự dễ nhầm',
      zero: '0 là chữ số không, O là chữ cái O',
      one: '1 là chữ số một, I là chữ cái I',
      shape: 'Chữ số ở phím xanh góc vuông, chữ cái ở phím góc tròn.',
    },
    advice: {
      repeated: 'Một ký tự lặp lại liên tiếp thì dễ đoán. Nên chọn cách kết hợp khác.',
      sequence: 'Dãy như ABC hoặc 123 thì dễ đoán. Nên chọn cách kết hợp khác.',
      common: 'Có từ mà nhiều người hay dùng nên dễ đoán. Nên chọn từ khác.',
      year: 'Số giống năm sinh thì dễ đoán. Nên chọn số khác.',
    },
  },
  matchCode: {
    title: 'Mã đối chiếu',
    compare: 'Hãy kiểm tra điện thoại và máy kiosk có hiện cùng 4 ký tự hay không.',
  },
};

import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: 'Việc xử lý thẻ bị gián đoạn',
  happened: 'Kết nối an toàn với thẻ bị ngắt. Mật khẩu của bạn không thay đổi.',
  next: 'Hãy đặt lại thẻ và thử một lần nữa.',
};
const askOffice = 'Nếu vẫn không được, hãy hỏi quầy của tòa thị chính.';

const failures: CardFailureWords = {
  'pin-format': {
    title: 'Vui lòng nhập 4 chữ số',
    happened: 'Số đã nhập không đủ 4 chữ số nên chưa được gửi đến thẻ. Số lần còn lại không giảm.',
    next: 'Hãy nhập mã PIN 4 chữ số mà bạn đã chọn khi nhận thẻ.',
  },
  'pin-wrong': {
    title: 'Mã PIN 4 chữ số không đúng',
    happened: 'Số bạn nhập không khớp với số trong thẻ.',
    next: 'Hãy xem số lần còn lại rồi nhập lại.',
  },
  'pin-last-try': {
    title: 'Chỉ còn 1 lần',
    happened: 'Nếu sai thêm một lần, mã PIN 4 chữ số sẽ bị khóa. Chưa có gì được gửi đến thẻ.',
    next: 'Chỉ tiếp tục khi bạn chắc chắn. Nếu không chắc, hãy đến quầy của tòa thị chính.',
  },
  'pin-blocked': {
    title: 'Mã PIN 4 chữ số đã bị khóa',
    happened: 'Do nhập sai 3 lần liên tiếp, thẻ không còn nhận mã PIN này.',
    next: common.office,
  },
  'password-rule': {
    title: 'Không thể dùng mật khẩu này',
    happened: 'Cần 6 đến 16 ký tự, có cả chữ cái in hoa và chữ số.',
    next: 'Hãy xem điều kiện rồi nhập lại.',
  },
  'no-signature-certificate': {
    title: 'Thẻ không có chứng thư dùng để ký',
    happened: 'Trong thẻ này không có chứng thư điện tử để đặt mật khẩu.',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: 'Có vẻ đây không phải thẻ My Number',
    happened: 'Máy đã đọc một thẻ khác.',
    next: 'Hãy để các thẻ khác ra xa và chỉ đặt thẻ My Number.',
  },
  'not-supported': {
    title: 'Thẻ này không dùng được ở đây',
    happened: 'Thẻ này không hỗ trợ đặt lại mật khẩu qua dịch vụ này.',
    next: common.office,
  },
  'link-lost': {
    title: 'Mất kết nối với thẻ',
    happened: 'Việc trao đổi với thẻ chưa đi đến cuối cùng.',
    next: again.next,
  },
  'card-removed': {
    title: 'Thẻ đã bị nhấc ra',
    happened: 'Thẻ rời khỏi đầu đọc khi đang đọc.',
    next: 'Hãy đặt lại thẻ và không di chuyển thẻ cho đến khi xong.',
  },
  'no-card': {
    title: 'Không thấy thẻ',
    happened: 'Không có thẻ ở vị trí đọc.',
    next: 'Hãy lấy thẻ ra khỏi bao và đặt lên vị trí đọc.',
  },
  'reader-lost': {
    title: 'Không tìm thấy đầu đọc thẻ',
    happened: 'Kết nối với đầu đọc thẻ bị ngắt.',
    next: 'Hãy kiểm tra kết nối rồi thử lại.',
  },
  'reader-busy': {
    title: 'Đầu đọc thẻ đang được sử dụng',
    happened: 'Một ứng dụng khác đang dùng thẻ.',
    next: 'Hãy đóng ứng dụng khác rồi thử lại.',
  },
  'bridge-lost': {
    title: 'Không dùng được chức năng đọc thẻ',
    happened: 'Kết nối với chương trình đọc thẻ bị ngắt.',
    next: 'Hãy kiểm tra chương trình có đang chạy không rồi thử lại.',
  },
  'bridge-refused': {
    title: 'Chức năng đọc thẻ từ chối kết nối',
    happened: 'Trang này chưa được ghép nối với chương trình đọc thẻ.',
    next: 'Hãy mở lại đường liên kết mà chương trình hiển thị.',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: 'Không đọc được nội dung thẻ',
    happened: 'Thẻ trả lời không như dự kiến.',
    next: `Hãy đặt lại thẻ và thử lại. ${askOffice}`,
  },
  'card-refused': {
    title: 'Thẻ không chấp nhận thao tác này',
    happened: 'Thẻ đã từ chối giữa chừng. Mật khẩu của bạn không thay đổi.',
    next: `Hãy thử lại. ${askOffice}`,
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: 'Chứng thư điện tử đã hết hạn',
    happened: 'Chứng thư đi cùng mã PIN 4 chữ số đã quá hạn.',
    next: common.office,
  },
  matchingNumberWrong: {
    title: 'Không khớp với các số trên mặt thẻ',
    happened: 'Ngày sinh, năm hết hạn hoặc mã bảo mật khác với trên thẻ.',
    next: 'Hãy nhìn mặt trước của thẻ và nhập lại.',
  },
  matchingNumberBlocked: {
    title: 'Không thể kiểm tra các số trên mặt thẻ nữa',
    happened: 'Do sai nhiều lần, thẻ không còn nhận các số dùng để mở ảnh.',
    next: common.office,
  },
  triesLeft: (count) => `Còn ${count} lần nhập`,
  triesUnknown: 'Thẻ không cho biết còn bao nhiêu lần',
  lastTry: 'Sai thêm một lần sẽ bị khóa',
};

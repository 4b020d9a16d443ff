import type { TroubleWords } from '../words.ts';

export const trouble: TroubleWords = {
  office: 'Có thể làm tại quầy của tòa thị chính',
  'card-expired': {
    title: 'Thẻ đã hết hạn',
    happened: 'Chính thẻ đã quá hạn nên không thể làm ở đây.',
    next: 'Hãy đến quầy của tòa thị chính để xin đổi thẻ.',
  },
  'another-card': {
    title: 'Đây không phải thẻ lúc đầu',
    happened: 'Thẻ này khác thẻ mà bạn đã đồng ý dùng lần cuối. Mã PIN chưa được gửi.',
    next: 'Hãy thử lại chỉ với thẻ của bạn.',
  },
  'camera-denied': {
    title: 'Không dùng được máy ảnh',
    happened: 'Ứng dụng này chưa được phép dùng máy ảnh.',
    next: 'Hãy cho phép ứng dụng dùng máy ảnh trong phần cài đặt của điện thoại, rồi bấm “Chụp lại”.',
  },
  'camera-missing': {
    title: 'Không tìm thấy máy ảnh',
    happened: 'Không thấy máy ảnh ở phía màn hình.',
    next: 'Hãy dùng điện thoại có máy ảnh ở phía màn hình.',
  },
  'camera-busy': {
    title: 'Máy ảnh đang được sử dụng',
    happened: 'Có vẻ một ứng dụng khác đang dùng máy ảnh.',
    next: 'Hãy đóng ứng dụng khác rồi bấm “Chụp lại”.',
  },
  'camera-virtual': {
    title: 'Đây không phải máy ảnh thật',
    happened: 'Một ứng dụng phát hình đang được dùng thay cho máy ảnh.',
    next: 'Hãy đóng ứng dụng đó hoặc dùng máy ảnh của điện thoại rồi bấm “Chụp lại”.',
  },
  'face-slow': {
    title: 'Đã quá thời gian',
    happened: 'Thứ tự quay mặt đổi mới sau mỗi 2 phút. Số lần còn lại không giảm.',
    next: 'Bấm “Chụp lại” để có thứ tự mới. Không cần đọc lại thẻ.',
  },
  fault: {
    title: 'Chưa thực hiện được',
    happened: 'Có lỗi trong ứng dụng, không phải lỗi của bạn.',
    next: 'Hãy bấm “Thử lại”. Nếu vẫn không được, hãy đóng ứng dụng rồi mở lại.',
  },
  cardAway: {
    title: 'Mất kết nối với thẻ',
    happened: 'Thẻ bị rời ra hoặc lệch vị trí.',
    next: 'Hãy áp lại thẻ và giữ yên cho đến khi xong. Nếu không được, hãy dịch thẻ từng chút một.',
  },
  nfcOff: {
    title: 'Không dùng được NFC',
    happened: 'NFC, chức năng đọc thẻ của điện thoại, đang tắt hoặc không dùng được.',
    next: 'Hãy bật NFC trong phần cài đặt của điện thoại rồi thử lại.',
  },
  readerBusy: {
    title: 'Chức năng đọc thẻ đang được sử dụng',
    happened: 'Một màn hình hoặc ứng dụng khác đang dùng thẻ.',
    next: 'Hãy đóng màn hình khác rồi thử lại.',
  },
  otherCard: {
    title: 'Có vẻ đây không phải thẻ My Number',
    happened: 'Máy đã đọc một thẻ khác.',
    next: 'Hãy để ví và các thẻ khác ra xa, chỉ áp thẻ My Number.',
  },
};

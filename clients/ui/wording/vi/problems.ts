import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: 'Vui lòng làm lại từ đầu',
  happened:
    'Đã quá thời gian hoặc ứng dụng quá cũ nên không thể tiếp tục. Số lần còn lại của thẻ không giảm.',
  next: `Hãy bấm “${common.actions.startOver}”. Nếu vẫn không được, hãy thử lại sau ít phút.`,
};
const ours: Advice = {
  title: 'Hệ thống của chúng tôi gặp sự cố',
  happened: 'Dịch vụ có lỗi, không phải lỗi của bạn. Số lần còn lại không giảm.',
  next: 'Hãy thử lại sau vài phút.',
};
const notInService: Advice = {
  title: 'Không thể dùng máy này',
  happened: 'Máy kiosk này hiện chưa được đăng ký với dịch vụ.',
  next: 'Hãy dùng máy kiosk khác gần bạn. Đặt chỗ của bạn vẫn được giữ.',
};
const noCardNeeded = 'Không cần đọc lại thẻ.';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: 'Đang bảo trì',
    happened: 'Hiện đang tạm ngừng nhận đặt chỗ.',
    next: 'Hãy thử lại sau khi bảo trì xong.',
  },
  'kiosk-closed': {
    title: 'Ngoài giờ sử dụng máy kiosk',
    happened: 'Giờ sử dụng là 6:30–23:00, trừ khi bảo trì. Đặt chỗ của bạn vẫn được giữ.',
    next: 'Hãy quay lại trong giờ sử dụng.',
  },
  'face-unusable': {
    title: 'Ảnh chụp chưa tốt',
    happened: 'Không thấy rõ khuôn mặt của bạn. Số lần còn lại không giảm.',
    next: `Hãy xem hướng dẫn bên dưới và chụp lại. ${noCardNeeded}`,
  },
  'face-not-live': {
    title: 'Không xác nhận được cử động khuôn mặt',
    happened: 'Cử động không theo đúng thứ tự trên màn hình.',
    next: `Hãy ở một mình và quay mặt chậm theo mũi tên. ${noCardNeeded}`,
  },
  'face-no-match': {
    title: 'Không khớp với ảnh trong thẻ',
    happened: 'Không xác nhận được khuôn mặt của bạn và ảnh trong thẻ là cùng một người.',
    next: `Hãy bỏ kính, khẩu trang, mũ và thử lại ở nơi sáng. ${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: 'Vui lòng đợi một chút',
    happened: 'Nhiều lần không xác nhận được nên cần tạm dừng.',
    next: 'Hãy thử lại khi hết thời gian chờ. Nếu gấp, bạn cũng có thể làm tại quầy của tòa thị chính.',
  },
  'face-attempts-exhausted': {
    title: 'Không thể xác nhận khuôn mặt với thẻ này nữa',
    happened: 'Đã hết số lần cho phép.',
    next: common.office,
  },
  'no-reservation': {
    title: 'Thẻ này chưa có đặt chỗ',
    happened: 'Chưa có đặt chỗ nào được tạo bằng thẻ này.',
    next: 'Hãy đặt chỗ bằng điện thoại (24 giờ, miễn phí). Sau đó đến máy kiosk trong vòng 24 giờ.',
  },
  'reservation-expired': {
    title: 'Đặt chỗ đã hết hạn',
    happened: 'Đã quá 24 giờ kể từ khi đặt chỗ.',
    next: 'Hãy đặt chỗ lại bằng điện thoại (miễn phí).',
  },
  'reservation-ended': {
    title: 'Đặt chỗ này đã kết thúc',
    happened: 'Đặt chỗ này đã được dùng hoặc đã hủy.',
    next: 'Nếu cần, hãy đặt chỗ mới bằng điện thoại.',
  },
  'reservation-in-use': {
    title: 'Đặt chỗ này đang được sử dụng',
    happened: 'Một máy kiosk đang xử lý thẻ này.',
    next: 'Hãy làm xong ở máy đó, hoặc đợi khoảng 5 phút rồi thử lại.',
  },
  'card-not-accepted': {
    title: 'Không xác nhận được thẻ này',
    happened: 'Không kiểm tra được chính xác thông tin của thẻ.',
    next: 'Hãy thử lại và không di chuyển thẻ. Nếu vẫn không được, hãy hỏi quầy của tòa thị chính.',
  },
  'certificate-expired': {
    title: 'Chứng thư điện tử đã hết hạn',
    happened: 'Chứng thư điện tử của thẻ đã quá hạn.',
    next: common.office,
  },
  'certificate-revoked': {
    title: 'Chứng thư điện tử không còn hiệu lực',
    happened: 'Chứng thư đã bị hủy, ví dụ do chuyển nhà hoặc đổi tên.',
    next: common.office,
  },
  'photo-unusable': {
    title: 'Không dùng được ảnh trong thẻ',
    happened: 'Không nhận ra khuôn mặt trong ảnh lưu ở thẻ.',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: 'Máy này đang được chuẩn bị',
    happened: 'Người quản lý chưa xác nhận xong.',
    next: 'Hãy dùng máy kiosk khác gần bạn.',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: 'Không đăng ký được máy này',
    happened: 'Mã đăng ký sai hoặc đã hết hạn.',
    next: 'Hãy xin người quản lý mã đăng ký mới.',
  },
  'claim-lapsed': {
    title: 'Đã hết thời gian',
    happened: 'Do quá lâu, đặt chỗ được trả lại như trước. Đặt chỗ không bị mất.',
    next: 'Hãy thử lại từ đầu.',
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
    title: 'Nội dung giải thích đã thay đổi',
    happened: 'Nội dung bạn đã đồng ý có thay đổi nên cần xác nhận lại.',
    next: 'Hãy quay lại màn hình đầu tiên và đọc nội dung mới.',
  },
  'revocation-unavailable': {
    title: 'Không kiểm tra được thẻ có hiệu lực không',
    happened: 'Hệ thống tra cứu chứng thư điện tử không trả lời. Số lần còn lại không giảm.',
    next: 'Hãy thử lại sau vài phút.',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: 'Hệ thống đang đông',
    happened: 'Có quá nhiều thao tác trong thời gian ngắn.',
    next: 'Hãy đợi một chút rồi thử lại.',
  },
  internal: ours,
};

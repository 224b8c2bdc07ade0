package consilium.kernel.problem;

import java.util.Map;

/// A problem as it is written down: RFC 9457's members.
///
/// @param type   the kind's stable name, `urn:consilium:problem:...`
/// @param title  the kind in a few words
/// @param status the HTTP status it would have
/// @param detail this occurrence, naming the values and what would be right
/// @param more   further members, such as the list of violations
public record Report(String type, String title, int status, String detail, Map<String, Object> more) {}

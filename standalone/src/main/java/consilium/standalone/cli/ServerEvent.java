package consilium.standalone.cli;

/// One server-sent event.
///
/// @param name such as `step`
record ServerEvent(String name, Answer data) {}

package consilium.standalone.cli;

/// Colours, where they are wanted. The terminal's own sixteen are used, so that its theme decides how they look.
record Style(boolean colours) {

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String caution(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

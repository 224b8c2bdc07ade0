package consilium.evaluate.report;

import consilium.kernel.recipe.Canonical;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// The report as one HTML file that needs no network: the page, the charts' library and the report's tree within it.
/// Only pictures lie beside it.
public final class ReportPage {

    private static final String PAGE = "/consilium/evaluate/report/page.html";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js";
    private static final String CHARTS_STYLE = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css";

    private ReportPage() {}

    /// @param report as [StudyReport#tree()] gives it
    public static String of(Map<String, Object> report) {
        // A tree may hold any text: the one thing that would end the script early is escaped.
        String data = Canonical.text(report).replace("</", "<\\/").replace("<!--", "<\\!--");
        return resource(PAGE)
                .replace("/*CHARTS-STYLE*/", resource(CHARTS_STYLE))
                .replace("/*CHARTS*/", resource(CHARTS))
                .replace("/*DATA*/null", data);
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.obor.plot;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Pictures as SVG text.
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private Svg() {}

    static String of(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("Obor");
        // Three digits after the point: a thousandth of a pixel.
        context.setPrecision(3);
        context.setGenericImageHandler(new SimpleImageHandler(new InlineImages()));
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        g.setSVGCanvasSize(new java.awt.Dimension(width, height));
        picture.paintPage(g, width, height);
        Element root = g.getRoot();
        root.setAttributeNS(null, "viewBox", String.format(Locale.ROOT, "0 0 %d %d", width, height));
        g.dispose();
        StringWriter text = new StringWriter();
        try {
            // Batik's own writer would put a document type first, which readers fetch from the network.
            Transformer writer = TransformerFactory.newInstance().newTransformer();
            writer.transform(new DOMSource(root), new StreamResult(text));
        } catch (TransformerException e) {
            throw new PlotException("toSvg: the picture cannot be written as XML: " + e.getMessage(), e);
        }
        return text.toString();
    }

    /// Writes images into the text itself. Batik's own way to write a PNG lies in another of its modules, which
    /// the JDK's writer spares us.
    private static final class InlineImages extends ImageHandlerBase64Encoder {
        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                ImageIO.write(image, "png", out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException("writing to memory failed", e);
            }
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new PlotException("toSvg: this Java runtime has no XML parser: use one with java.xml whole", e);
        }
    }
}

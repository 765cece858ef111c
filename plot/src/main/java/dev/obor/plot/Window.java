package dev.obor.plot;

import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/// A window with a picture that keeps its shape when the window changes its size.
final class Window {
    private Window() {}

    static void open(Picture picture) {
        if (GraphicsEnvironment.isHeadless()) {
            throw new PlotException("show: this Java has no display (java.awt.headless is "
                    + System.getProperty("java.awt.headless")
                    + "): save the picture, or print its toText(), or start Java where there is a screen");
        }
        try {
            // AWT finds out only now whether the display that it was told of is there.
            GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();
        } catch (AWTError | LinkageError | HeadlessException e) {
            throw new PlotException(
                    "show: the display cannot be reached (" + e.getMessage()
                            + "): save the picture, or print its toText()",
                    e);
        }
        BufferedImage image = picture.toImage();
        SwingUtilities.invokeLater(() -> {
            JFrame frame = new JFrame("Obor");
            frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
            frame.add(panel(image));
            frame.pack();
            frame.setLocationByPlatform(true);
            frame.setVisible(true);
        });
    }

    private static JPanel panel(BufferedImage image) {
        JPanel panel = new JPanel() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void paintComponent(Graphics g) {
                super.paintComponent(g);
                double scale =
                        Math.min(getWidth() / (double) image.getWidth(), getHeight() / (double) image.getHeight());
                int width = (int) (scale * image.getWidth());
                int height = (int) (scale * image.getHeight());
                ((Graphics2D) g)
                        .setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
                g.drawImage(image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
            }
        };
        panel.setBackground(java.awt.Color.WHITE);
        panel.setPreferredSize(new Dimension(image.getWidth(), image.getHeight()));
        return panel;
    }
}

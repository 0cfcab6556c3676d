// The few SVG shapes that pictures are made of, and how much room text takes.
//
// Coordinates are pixels from the top left. All text is made printable and escaped here. Widths are those of
// a common sans-serif font, near enough for deciding what fits. Tests: tests/engine/calendar_render_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eligo::engine {

std::string escape_xml(std::string_view text);
std::string number(double value);  // at most two decimals

double text_width(std::string_view text, double size);
// At most `length` characters, with an ellipsis in place of the end.
std::string shortened(std::string_view text, std::size_t length);
// The same for at most this width at a size.
std::string fitted(std::string_view text, double size, double width);
// Lines of at most about `length` characters, broken at blanks; never empty.
std::vector<std::string> broken(std::string_view text, std::size_t length);

enum class Weight { normal, bold };
enum class Anchor { start, middle, end };

class Svg {
 public:
  // `tip`: what a browser shows over the shape; empty: nothing.
  void rectangle(double x, double y, double width, double height, std::string_view fill,
                 std::string_view tip);
  void line(double x1, double y1, double x2, double y2, std::string_view colour, std::string_view dashes);
  void text(double x, double y, double size, std::string_view colour, std::string_view words,
            Weight weight = Weight::normal, std::string_view tip = {});
  // Bold text with an edge of another colour, legible over a pattern.
  void edged(double x, double y, double size, std::string_view colour, std::string_view edge,
             std::string_view words);
  // A line that begins with bold words.
  void headed(double x, double y, double size, std::string_view colour, std::string_view head,
              std::string_view words);
  // Text that ends or has its middle at x.
  void anchored(double x, double y, double size, std::string_view colour, std::string_view words,
                Anchor anchor, Weight weight = Weight::normal);
  // Text that runs upwards from this point.
  void upwards(double x, double y, double size, std::string_view colour, std::string_view words);
  void disc(double x, double y, double radius, std::string_view fill);
  // Lines of this width through the points of a path ("M0 0H5V3"), not filled.
  void path(std::string_view points, std::string_view colour, double width, std::string_view dashes);
  // What follows belongs together and has a tip, up to end_group().
  void begin_group(std::string_view tip);
  void end_group() { out_ += "</g>\n"; }
  // A number in a disc, or a few in a pill.
  void badge(double x, double y, std::string_view words);

  const std::string& text() const { return out_; }

 private:
  std::string out_;
};

}  // namespace eligo::engine

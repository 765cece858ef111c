/// Where elements lie: [dev.obor.layout.Shape] says how many, [dev.obor.layout.Layout] maps an index to a place in an
/// array by strides, [dev.obor.layout.Broadcast] finds the common shape, and [dev.obor.layout.LoopNest] turns several
/// layouts of one shape into the contiguous runs that kernels take.
///
/// ```java
/// Layout dense = Layout.dense(Shape.of(2, 3));
/// Layout turned = dense.permute(1, 0);          // [3, 2], strides [1, 3], the same elements
/// ```
///
/// A *dim* is an axis, a *run* is a stretch of elements that one kernel call handles, a *tile* is a small
/// dense buffer into which strided elements are packed. Nothing here touches an element.
package dev.obor.layout;

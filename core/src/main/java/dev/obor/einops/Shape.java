package dev.obor.einops;

import dev.obor.dtype.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says what shape a record's component has, for [Shapes#check(Class, Object...)]. Sizes of one name are equal
/// in all components.
///
/// ```java
/// record LinearMap(@Shape("d_output d_input") Tensor weight, @Shape("d_output") Tensor bias) {
///     LinearMap {
///         Shapes.check(LinearMap.class, weight, bias);
///     }
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shape {
    /// The pattern, as [Shapes] describes it.
    String value();

    /// The dtypes that are allowed; none for any.
    DType[] dtype() default {};
}

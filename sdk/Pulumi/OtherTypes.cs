namespace Pulumi;

// The public types of the Pulumi package that neither this repository nor its forks need: their names alone, so that a simple name
// which is ambiguous on that package is so here. In a provider's SDK the generator does the same.

[Obsolete(NameOnly.Message, error: true)]
public static class CallArgs;

[Obsolete(NameOnly.Message, error: true)]
public static class CallOptions;

[Obsolete(NameOnly.Message, error: true)]
public static class DeferredOutput<T>;

[Obsolete(NameOnly.Message, error: true)]
public static class DiscriminatedUnionCaseAttribute;

[Obsolete(NameOnly.Message, error: true)]
public static class DiscriminatedUnionDiscriminatorAttribute;

[Obsolete(NameOnly.Message, error: true)]
public static class ErrorHook;

[Obsolete(NameOnly.Message, error: true)]
public static class ErrorHookArgs;

[Obsolete(NameOnly.Message, error: true)]
public static class ErrorHookCallback;

[Obsolete(NameOnly.Message, error: true)]
public static class InvokeTransform;

[Obsolete(NameOnly.Message, error: true)]
public static class InvokeTransformArgs;

[Obsolete(NameOnly.Message, error: true)]
public static class InvokeTransformResult;

[Obsolete(NameOnly.Message, error: true)]
public static class RegisterPackageRequest;

[Obsolete(NameOnly.Message, error: true)]
public static class ResourceHook;

[Obsolete(NameOnly.Message, error: true)]
public static class ResourceHookArgs;

[Obsolete(NameOnly.Message, error: true)]
public static class ResourceHookBinding;

[Obsolete(NameOnly.Message, error: true)]
public static class ResourceHookCallback;

[Obsolete(NameOnly.Message, error: true)]
public static class ResourceHookOptions;

[Obsolete(NameOnly.Message, error: true)]
public static class Stash;

[Obsolete(NameOnly.Message, error: true)]
public static class StashArgs;

internal static class NameOnly
{
    public const string Message = "The local SDK has only the name of this type; see sdk/README.md.";
}

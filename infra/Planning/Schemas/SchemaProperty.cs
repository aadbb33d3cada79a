namespace Infra.Planning.Schemas;

/// <summary>A property of a resource, a function or a nested object.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Required">Whether it must be given, or is always returned.</param>
/// <param name="Secret">Whether its value must never be shown.</param>
/// <param name="Constant">The only value that it may have.</param>
/// <param name="Default">The default of the provider, as JSON text.</param>
internal sealed record SchemaProperty(SchemaType Type, bool Required, bool Secret, string? Constant, string? Default);

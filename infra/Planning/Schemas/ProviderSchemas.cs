using System.Collections.Concurrent;

namespace Infra.Planning.Schemas;

/// <summary>The schemas of the providers that this program uses, and of the custom resources that it creates. A package is read when the
/// first of its types is needed, a type when it is needed itself: a plan only pays for what it contains.</summary>
internal static class ProviderSchemas
{
    private const string ProviderPrefix = "pulumi:providers:";
    private static readonly ConcurrentDictionary<string, Lazy<PackageSchema?>> _packages = new(StringComparer.Ordinal);

    /// <summary>The schema of a resource type; null if this program has none for it.</summary>
    internal static ResourceSchema? Resource(string type) => type.StartsWith(ProviderPrefix, StringComparison.Ordinal)
        ? Package(type[ProviderPrefix.Length..])?.Provider
        : Package(PackageOf(type))?.Resource(Canonical(type)) ?? CustomResourceSchemas.Find(type);

    /// <summary>The metadata of every Kubernetes object.</summary>
    internal static SchemaType ObjectMeta => Package("kubernetes")!.Named("kubernetes:meta/v1:ObjectMeta");

    /// <summary>Reads the packages that nearly every plan needs in advance.</summary>
    internal static void Prepare()
    {
        foreach (var package in (ReadOnlySpan<string>)["kubernetes", "aws", "azure-native"])
        {
            _ = Package(package);
        }
    }

    /// <summary>The schema of a provider function; null if this program has none for it.</summary>
    internal static ResourceSchema? Function(string token) => Package(PackageOf(token))?.Function(token);

    /// <summary>Whether a resource or a nested type has a property.</summary>
    internal static bool Has(string token, string property) =>
        (Resource(token)?.Inputs ?? Package(PackageOf(token))?.Nested(token))?.All.ContainsKey(property) ?? false;

    private static string PackageOf(string token) => token[..Math.Max(token.IndexOf(':', StringComparison.Ordinal), 0)];

    private static PackageSchema? Package(string name) =>
        _packages.GetOrAdd(name, key => new Lazy<PackageSchema?>(() => PackageSchema.Read(key))).Value;

    // A custom resource of the core group is written "v1"; the schema calls the group "core/v1".
    private static string Canonical(string type) =>
        type.StartsWith("kubernetes:v1:", StringComparison.Ordinal) ? "kubernetes:core/" + type["kubernetes:".Length..] : type;
}

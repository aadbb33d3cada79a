using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Facts.Conventions;

/// <summary>Where charts and images come from: their public sources, or the mirror that the specification names. An image keeps its
/// repository path under the mirror's prefix; only its host is replaced, so <c>quay.io/jetstack/cert-manager-controller</c> becomes
/// <c>registry.acme.example/mirror/jetstack/cert-manager-controller</c>; charts are under <c>charts/</c>.</summary>
public static class Mirror
{
    /// <summary>An image, or the leading part of one, as the cluster should pull it.</summary>
    /// <param name="platform">The specification that names the mirror.</param>
    /// <param name="image">Public reference with its host, for example <c>quay.io/jetstack/cert-manager-controller:v1.21.1</c>; without a
    /// host it is on Docker Hub.</param>
    public static string Image(PlatformSpec platform, string image) =>
        platform.Sovereignty.Registry is { } registry ? $"{registry}/{Path(image)}" : Public(image);

    /// <summary>An image with the host of its public registry.</summary>
    public static string Public(string image) => $"{Host(image)}/{Path(image)}";

    /// <summary>Where Helm finds a chart: in the mirror as <c>oci://{registry}/charts/{name}</c>, else in the chart's own repository, which
    /// may be a folder of the program (<c>./</c>).</summary>
    public static ChartSource Chart(PlatformSpec platform, string name, string repository) => platform.Sovereignty.Registry is { } registry
        ? new($"oci://{registry}/charts/{name}", null)
        : repository.StartsWith("oci://", StringComparison.Ordinal) || repository.StartsWith("./", StringComparison.Ordinal)
            ? new($"{repository}/{name}", null)
            : new(name, repository);

    // As Docker resolves references: the first part is a host only if it contains a dot or a colon.
    private static string Host(string image) =>
        HasHost(image) ? image[..image.IndexOf('/', StringComparison.Ordinal)] : Registries.DockerHub;

    /// <summary>The part of an image that it keeps in a mirror: all but the host.</summary>
    public static string Path(string image) => HasHost(image) ? image[(image.IndexOf('/', StringComparison.Ordinal) + 1)..] : image;

    private static bool HasHost(string image) =>
        image.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && image.AsSpan(0, slash).IndexOfAny('.', ':') >= 0;
}

using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Public registries of container images.</summary>
public static class Registries
{
    /// <summary>Where an image is whose reference names no host.</summary>
    public const string DockerHub = "docker.io";

    /// <summary>Those from which workloads and the platform's add-ons usually come.</summary>
    public static ImmutableArray<string> Public { get; } =
        [DockerHub, "ghcr.io", "mcr.microsoft.com", "nvcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"];
}

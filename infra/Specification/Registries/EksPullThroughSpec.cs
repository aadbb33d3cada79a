namespace Infra.Specification.Registries;

/// <summary>A pull-through cache in the ECR registry of a cluster's account and region: an image is fetched from its public registry when
/// it is pulled for the first time.</summary>
public sealed record EksPullThroughSpec
{
    /// <summary>First part of the cache's repositories, 2 to 30 characters, unique in the account and region: with <c>quay</c> the image
    /// <c>quay.io/prometheus/busybox</c> is <c>quay/prometheus/busybox</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>Host of the public registry: <c>docker.io</c>, <c>ghcr.io</c>, <c>public.ecr.aws</c>, <c>quay.io</c> or
    /// <c>registry.k8s.io</c>.</summary>
    public required string Upstream { get; init; }

    /// <summary>ARN of the secret in Secrets Manager with the user name and access token for the registry, which docker.io and ghcr.io
    /// need; its name starts with <c>ecr-pullthroughcache/</c>.</summary>
    public string? CredentialsSecret { get; init; }
}

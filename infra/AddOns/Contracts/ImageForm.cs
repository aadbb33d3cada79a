namespace Infra.AddOns.Contracts;

/// <summary>How much of an image's reference a chart value takes.</summary>
public enum ImageForm
{
    /// <summary>Host and path without a tag: <c>quay.io/metallb/speaker</c>.</summary>
    Repository,

    /// <summary>Only the host, to which the chart adds a path of its own: <c>ghcr.io</c>.</summary>
    Registry,

    /// <summary>Host and path without the last part: <c>nvcr.io/nvidia</c>.</summary>
    Folder,

    /// <summary>Host, path and tag.</summary>
    Reference,
}
